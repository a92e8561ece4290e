package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Bodies of requests and answers, as all routes of this dialect have them: success is always 200. */
final class KpsRequests {
    /** In bytes. */
    static final int MAX_BODY = 64 * 1024;

    private KpsRequests() {}

    static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return Body.json(request, MAX_BODY).map(bytes -> Json.read(bytes, type));
    }

    static Mono<ServerResponse> ok(Object body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(Json.write(body));
    }

    /** An answer with a secret, which nobody may keep on its way. */
    static Mono<ServerResponse> secret(Object body) {
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.write(body));
    }
}
