package io.tokengate.gateway.http;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a CORS preflight reach the routes as the OPTIONS request that it is. The framework knows one by its
 * {@code Origin}, matches it against the route of the method that is asked about, and refuses it with an empty 403; a
 * dialect that has OPTIONS answers it by itself, and any other says in its own form that it has no such method.
 */
public final class Preflights implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return CorsUtils.isPreFlightRequest(exchange.getRequest())
                ? chain.filter(withoutOrigin(exchange))
                : chain.filter(exchange);
    }

    private static ServerWebExchange withoutOrigin(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ORIGIN)))
                .build();
    }
}
