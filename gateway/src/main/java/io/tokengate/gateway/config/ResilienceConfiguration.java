package io.tokengate.gateway.config;

import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.health.BreakersHealthIndicator;
import io.tokengate.gateway.http.Shedding;
import io.tokengate.gateway.metrics.InFlightMetrics;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.resilience.BreakerGuard;
import io.tokengate.gateway.resilience.Breakers;
import io.tokengate.gateway.store.GuardedDatabase;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.WebFilter;

/** Breakers around the store, bounds around the server, and what shows them. */
@Configuration(proxyBeanMethods = false)
class ResilienceConfiguration {
    /** One row by its key: whoever waits for longer waits for a connection, or in vain. */
    private static final Duration READ = StoreConfiguration.ACQUIRE.plusSeconds(1);

    /** As long as the wait for a connection and the server's own limit take. */
    private static final Duration LIST = StoreConfiguration.ACQUIRE.plus(PreparedDatabase.STATEMENT);

    @Bean
    Breakers breakers() {
        return new Breakers();
    }

    @Bean
    BreakerGuard managementGuard(Breakers breakers) {
        return new BreakerGuard(breakers.management(), READ, LIST);
    }

    /** All that management asks; verification has a breaker of its own. */
    @Bean
    GuardedDatabase managed(DatabaseClient database, BreakerGuard managementGuard) {
        return new GuardedDatabase(database, managementGuard);
    }

    @Bean
    Bounds bounds(
            @Value("${tokengate.verification.in.flight:10000}") int verification,
            @Value("${tokengate.management.in.flight:1000}") int management) {
        return Bounds.of(verification, management);
    }

    @Bean
    @Order(WebConfiguration.FIRST + 1)
    WebFilter shedding(DialectRouter router, Bounds bounds) {
        return new Shedding(request -> router.boundOf(request, bounds));
    }

    @Bean
    MeterBinder breakerMetrics(Breakers breakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers.registry());
    }

    @Bean
    InFlightMetrics inFlightMetrics(Bounds bounds) {
        return new InFlightMetrics(bounds);
    }

    @Bean
    HealthIndicator breakersHealthIndicator(Breakers breakers) {
        return new BreakersHealthIndicator(breakers);
    }
}
