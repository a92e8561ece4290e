package io.tokengate.gateway.http;

import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a CORS preflight reach the routes as the OPTIONS request that it is, where they have OPTIONS. Any other is answered
 * with nothing but 200: without CORS headers, browsers refuse the call that it was for. The framework, which knows a
 * preflight by its {@code Origin}, would answer it for the route of the method that is asked about.
 */
public final class Preflights implements WebFilter {
    private final Predicate<PathContainer> ours;
    private final Predicate<PathContainer> answered;

    /**
     * Leaves those of other paths to the framework.
     *
     * @param ours whether this path, within the application, is that of a face
     * @param answered whether OPTIONS of it is a matter of our routes
     */
    public Preflights(Predicate<PathContainer> ours, Predicate<PathContainer> answered) {
        this.ours = ours;
        this.answered = answered;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        if (!CorsUtils.isPreFlightRequest(exchange.getRequest()) || !ours.test(path)) {
            return chain.filter(exchange);
        }
        return answered.test(path)
                ? chain.filter(withoutOrigin(exchange))
                : exchange.getResponse().setComplete();
    }

    private static ServerWebExchange withoutOrigin(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ORIGIN)))
                .build();
    }
}
