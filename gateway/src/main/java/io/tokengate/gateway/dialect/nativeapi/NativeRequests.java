package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.dialect.nativeapi.NativeException.Invalid;
import io.tokengate.gateway.dialect.nativeapi.NativeException.NotFound;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What all handlers of this dialect do with requests and answers. */
final class NativeRequests {
    private static final int MAX_BODY = 64 * 1024;

    /** Java reads shorter forms too; one thing shall have one name. */
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private NativeRequests() {}

    static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return Body.json(request, MAX_BODY).map(body -> Json.read(body, type));
    }

    /** The path's id; what is no UUID names nothing. */
    static UUID id(ServerRequest request) {
        String text = request.pathVariable("id");
        if (!CANONICAL.matcher(text).matches()) {
            throw new NotFound();
        }
        return UUID.fromString(text);
    }

    static UUID uuid(String text, String field) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new Invalid(field, "A UUID");
        }
        return UUID.fromString(text);
    }

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new Invalid(field, "Required");
        }
        return value;
    }

    static Mono<ServerResponse> ok(Object body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(Json.write(body));
    }

    static Mono<ServerResponse> noContent() {
        return ServerResponse.noContent().build();
    }
}
