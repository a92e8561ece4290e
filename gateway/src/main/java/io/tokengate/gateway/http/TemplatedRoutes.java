package io.tokengate.gateway.http;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * Tells what times and traces a request which template its path fits, which the framework's own mapping of routes does otherwise.
 *
 * @param routes those of the application
 */
public record TemplatedRoutes(RouterFunction<ServerResponse> routes) implements RouterFunction<ServerResponse> {
    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return routes.route(request).doOnNext(handler -> tell(request));
    }

    private static void tell(ServerRequest request) {
        if (request.attributes().get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern template) {
            ServerRequestObservationContext.findCurrent(request.exchange().getAttributes())
                    .ifPresent(observed -> observed.setPathPattern(template.getPatternString()));
        }
    }
}
