package io.tokengate.gateway.health;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.tokengate.gateway.resilience.Breakers;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The state of each breaker, by name: down while any is open. For people, and for no probe. */
public final class BreakersHealthIndicator implements HealthIndicator {
    private final Breakers breakers;

    public BreakersHealthIndicator(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public Health health() {
        Map<String, CircuitBreaker.State> states = breakers.registry().getAllCircuitBreakers().stream()
                .collect(Collectors.toMap(CircuitBreaker::getName, CircuitBreaker::getState));
        boolean open = states.containsValue(CircuitBreaker.State.OPEN)
                || states.containsValue(CircuitBreaker.State.FORCED_OPEN);
        return (open ? Health.down() : Health.up()).withDetails(states).build();
    }
}
