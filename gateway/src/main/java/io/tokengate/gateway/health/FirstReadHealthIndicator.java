package io.tokengate.gateway.health;

import io.tokengate.gateway.cache.VerificationEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down until the change log has been read once, and up from then on, whatever becomes of the database: a replica that is
 * cut off later answers by the rules of an outage, and all of them taken out at once would answer nothing.
 */
public final class FirstReadHealthIndicator implements HealthIndicator {
    private final VerificationEngine engine;

    public FirstReadHealthIndicator(VerificationEngine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        return (engine.hasStarted() ? Health.up() : Health.down()).build();
    }
}
