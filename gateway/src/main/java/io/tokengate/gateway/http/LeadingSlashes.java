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

    /** The same target with one slash at its beginning, however many there are. */
    static String toOne(String target) {
        int start = 0;
        while (target.startsWith("//", start)) {
            start++;
        }
        return target.substring(start);
    }

    private static ServerWebExchange withOneSlash(ServerWebExchange exchange, String path) {
        return exchange.mutate().request(request -> request.path(toOne(path))).build();
    }
}
