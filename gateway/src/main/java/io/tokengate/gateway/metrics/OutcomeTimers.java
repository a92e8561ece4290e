package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One dialect's timers, one an outcome. */
final class OutcomeTimers {
    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

    private OutcomeTimers() {}

    static OutcomeTimers of(String dialect, MeterRegistry registry, Duration[] buckets) {
        OutcomeTimers all = new OutcomeTimers();
        for (Outcome outcome : Outcome.values()) {
            all.timers.put(
                    outcome,
                    Timer.builder(Meters.VERIFY.key())
                            .description(Meters.VERIFY.description())
                            .tag("outcome", outcome.label())
                            .tag("dialect", dialect)
                            .serviceLevelObjectives(buckets)
                            .register(registry));
        }
        return all;
    }

    Timer of(Outcome outcome) {
        return Objects.requireNonNull(timers.get(outcome));
    }
}
