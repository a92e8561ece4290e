package io.tokengate.gateway.http;

import io.tokengate.gateway.resilience.InFlight;
import io.tokengate.gateway.resilience.OverloadException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests that come through the framework's stack until their answers are sent, streamed ones too, and refuses
 * those for which there is no room. {@link LeanRunner} does the same for those that do not come through it.
 */
public final class Shedding implements WebFilter {
    private final Function<ServerHttpRequest, @Nullable InFlight> bounds;

    /**
     * Counts by a function.
     *
     * @param bounds where a request counts; null for one that always finds room
     */
    public Shedding(Function<ServerHttpRequest, @Nullable InFlight> bounds) {
        this.bounds = bounds;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InFlight bound = bounds.apply(exchange.getRequest());
        return bound == null
                ? chain.filter(exchange)
                : bound.during(() -> chain.filter(exchange), () -> Mono.error(OverloadException::new));
    }
}
