package io.tokengate.gateway.http;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Reads {@code //v1.0/…} as {@code /v1.0/…}: the default host of one dialect's client ends in a slash. */
public final class LeadingSlashes implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        return path.startsWith("//") ? chain.filter(withOneSlash(exchange, path)) : chain.filter(exchange);
    }

    private static ServerWebExchange withOneSlash(ServerWebExchange exchange, String path) {
        int start = 0;
        while (start + 1 < path.length() && path.charAt(start + 1) == '/') {
            start++;
        }
        String cleaned = path.substring(start);
        return exchange.mutate().request(request -> request.path(cleaned)).build();
    }
}
