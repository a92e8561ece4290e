package io.tokengate.gateway.http;

import java.util.List;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A route for GET and HEAD, at whose path other methods are an error. */
public final class ReadRoute {
    private static final List<String> METHODS = List.of("GET", "HEAD");

    private ReadRoute() {}

    /** Answers at a path. */
    public static RouterFunction<ServerResponse> at(String path, HandlerFunction<ServerResponse> handler) {
        return RouterFunctions.route(
                RequestPredicates.path(path),
                request -> METHODS.contains(request.method().name())
                        ? handler.handle(request)
                        : Mono.error(RequestException.wrongMethod(METHODS)));
    }
}
