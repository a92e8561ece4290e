package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokengate.domain.verify.Verdict.Source;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

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
    private static final Source[] SOURCES = Source.values();

    private final AtomicReferenceArray<Timer> timers =
            new AtomicReferenceArray<>(Outcome.values().length * SOURCES.length);
    private final MeterRegistry registry;
    private final String protocol;
    private final String dialect;

    OutcomeTimers(MeterRegistry registry, String protocol, String dialect) {
        this.registry = registry;
        this.protocol = protocol;
        this.dialect = dialect;
    }

    Timer of(Outcome outcome, Source source) {
        int place = outcome.ordinal() * SOURCES.length + source.ordinal();
        Timer timer = timers.get(place);
        return timer == null ? make(outcome, source, place) : timer;
    }

    private Timer make(Outcome outcome, Source source, int place) {
        Timer timer = Timer.builder(Meters.VERIFY.key())
                .description(Meters.VERIFY.description())
                .tag("outcome", outcome.label())
                .tag("dialect", dialect)
                .tag("protocol", protocol)
                .tag("source", source.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        timers.set(place, timer);
        return timer;
    }
}
