package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokengate.domain.verify.Verdict.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The timers of one protocol and dialect, by outcome and source. Each is made at its first use, for most pairs never
 * occur and each has a dozen series, and found by its place from then on: looking one up by name costs more than a
 * verdict.
 */
final class OutcomeTimers {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final Map<Outcome, Map<Source, AtomicReference<@Nullable Timer>>> timers = new EnumMap<>(Outcome.class);
    private final MeterRegistry registry;
    private final String protocol;
    private final String dialect;

    OutcomeTimers(MeterRegistry registry, String protocol, String dialect) {
        this.registry = registry;
        this.protocol = protocol;
        this.dialect = dialect;
        for (Outcome outcome : Outcome.values()) {
            Map<Source, AtomicReference<@Nullable Timer>> bySource = new EnumMap<>(Source.class);
            for (Source source : Source.values()) {
                bySource.put(source, new AtomicReference<>());
            }
            timers.put(outcome, bySource);
        }
    }

    Timer of(Outcome outcome, Source source) {
        AtomicReference<@Nullable Timer> place =
                requireNonNull(requireNonNull(timers.get(outcome)).get(source));
        Timer timer = place.get();
        return timer == null ? make(outcome, source, place) : timer;
    }

    private Timer make(Outcome outcome, Source source, AtomicReference<@Nullable Timer> place) {
        Timer timer = Timer.builder(Meters.VERIFY.key())
                .description(Meters.VERIFY.description())
                .tag("outcome", outcome.label())
                .tag("dialect", dialect)
                .tag("protocol", protocol)
                .tag("source", source.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        place.set(timer);
        return timer;
    }
}
