package io.tokengate.gateway.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer that is finished, but for one that is {@link #streamed}: nothing is left to encode, so one that is always the same is made once. Safe for many
 * threads as long as nobody writes to its body.
 */
public final class Answer {
    private final HttpStatusCode status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable Flux<byte[]> parts;

    /**
     * Takes the parts as they are.
     *
     * @param headers beside type and length of the body
     * @param body not copied
     */
    public Answer(HttpStatusCode status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    private Answer(
            HttpStatusCode status,
            String contentType,
            Map<String, String> headers,
            byte[] body,
            @Nullable Flux<byte[]> parts) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.parts = parts;
    }

    /**
     * One whose body is made while it is sent, for this one request.
     *
     * @param parts of the body, each sent when the client has room for it; cancelled if it leaves, and never an error,
     *     since the status is sent by then
     */
    public static Answer streamed(
            HttpStatusCode status, String contentType, Map<String, String> headers, Flux<byte[]> parts) {
        return new Answer(status, contentType, headers, new byte[0], parts);
    }

    /** The same for a router function. */
    public Mono<ServerResponse> toServerResponse() {
        ServerResponse.BodyBuilder answer = ServerResponse.status(status)
                .headers(all -> all.setAll(headers))
                .header(HttpHeaders.CONTENT_TYPE, contentType);
        return parts == null ? answer.bodyValue(body) : answer.body(parts, byte[].class);
    }

    public int status() {
        return status.value();
    }

    public String contentType() {
        return contentType;
    }

    /** Beside type and length of the body. */
    public Map<String, String> headers() {
        return headers;
    }

    /** What the body is made of while it is sent; null if it is finished. */
    @Nullable
    Flux<byte[]> parts() {
        return parts;
    }

    /** Not a copy. */
    public byte[] body() {
        return body;
    }
}
