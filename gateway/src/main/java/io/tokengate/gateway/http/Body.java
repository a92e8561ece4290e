package io.tokengate.gateway.http;

import io.tokengate.gateway.http.RequestException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads request bodies within bounds of size and time. */
public final class Body {
    /** A body that takes longer than this to arrive is refused. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Body() {}

    /**
     * Reads a JSON body whole. A missing content type counts as JSON, and so does what some clients send garbled, as
     * long as it begins like it.
     *
     * @param limit in bytes
     * @return the bytes, empty array for no body; error {@link RequestException} for another media type, too large or
     *     too slow a body
     */
    public static Mono<byte[]> json(ServerRequest request, int limit) {
        return isJson(request.headers().firstHeader(HttpHeaders.CONTENT_TYPE))
                ? read(request, limit)
                : Mono.error(Body::notJson);
    }

    /**
     * Reads a form (media type {@code application/x-www-form-urlencoded}) whole; a missing content type counts as one.
     * Result and errors as for {@link #json}.
     */
    public static Mono<byte[]> form(ServerRequest request, int limit) {
        return isForm(request.headers().firstHeader(HttpHeaders.CONTENT_TYPE))
                ? read(request, limit)
                : Mono.error(Body::notForm);
    }

    /** Reads a body of any type whole; errors as for {@link #json}. */
    public static Mono<byte[]> read(ServerRequest request, int limit) {
        long announced = request.headers().contentLength().orElse(0);
        if (announced > limit) {
            return Mono.error(() -> tooLarge(limit));
        }
        return DataBufferUtils.join(request.exchange().getRequest().getBody(), limit)
                .map(Body::bytes)
                .defaultIfEmpty(new byte[0])
                .timeout(TIMEOUT)
                .onErrorMap(DataBufferLimitException.class, e -> tooLarge(limit))
                .onErrorMap(TimeoutException.class, e -> tooSlow());
    }

    /** Whether a {@code Content-Type} counts as JSON, as {@link #json} has it. */
    static boolean isJson(@Nullable String type) {
        if (type == null || type.equals(MediaType.APPLICATION_JSON_VALUE)) {
            return true;
        }
        try {
            MediaType media = MediaType.parseMediaType(type);
            return media.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    || media.getSubtype().endsWith("+json");
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Whether a {@code Content-Type} counts as a form, as {@link #form} has it. */
    static boolean isForm(@Nullable String type) {
        if (type == null || type.equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            return true;
        }
        try {
            return MediaType.parseMediaType(type).equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    static RequestException notJson() {
        return new RequestException(Kind.MEDIA_TYPE, "The body must be application/json");
    }

    static RequestException notForm() {
        return new RequestException(Kind.MEDIA_TYPE, "The body must be application/x-www-form-urlencoded");
    }

    static RequestException tooSlow() {
        return new RequestException(Kind.TOO_SLOW, "The body took too long");
    }

    static RequestException tooLarge(int limit) {
        return new RequestException(Kind.TOO_LARGE, "The body may have " + limit + " bytes at most");
    }
}
