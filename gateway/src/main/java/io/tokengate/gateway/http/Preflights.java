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
 * Lets a CORS preflight reach the routes as the OPTIONS request that it is, where they have OPTIONS. The framework knows
 * one by its {@code Origin}, matches it against the route of the method that is asked about, and answers it before any
 * route of ours is asked.
 */
public final class Preflights implements WebFilter {
    private final Predicate<PathContainer> answered;

    /**
     * Leaves all others to the framework.
     *
     * @param answered whether OPTIONS of this path, within the application, is a matter of our routes
     */
    public Preflights(Predicate<PathContainer> answered) {
        this.answered = answered;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean ours = CorsUtils.isPreFlightRequest(exchange.getRequest())
                && answered.test(exchange.getRequest().getPath().pathWithinApplication());
        return chain.filter(ours ? withoutOrigin(exchange) : exchange);
    }

    private static ServerWebExchange withoutOrigin(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ORIGIN)))
                .build();
    }
}
