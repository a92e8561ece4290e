package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokengate.gateway.cache.VerificationEngine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows what the verification engine knows, and how old it is. */
public final class EngineMetrics implements MeterBinder {
    private final VerificationEngine engine;

    public EngineMetrics(VerificationEngine engine) {
        this.engine = engine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        time(registry, Meters.KNOWLEDGE_AGE, VerificationEngine::age);
        time(registry, Meters.CLOCK_SKEW, VerificationEngine::clockSkew);
        gauge(registry, Meters.MISS_FLIGHTS, VerificationEngine::flights);
        gauge(registry, Meters.CACHE_TOKENS, VerificationEngine::tokens);
        gauge(registry, Meters.CACHE_ABSENT, VerificationEngine::absent);
        gauge(registry, Meters.CACHE_WEIGHT, VerificationEngine::weight);
    }

    private void time(MeterRegistry registry, Meters meter, Function<VerificationEngine, @Nullable Duration> value) {
        TimeGauge.builder(meter.key(), engine, TimeUnit.NANOSECONDS, known -> nanos(value.apply(known)))
                .description(meter.description())
                .register(registry);
    }

    private static double nanos(@Nullable Duration time) {
        return time == null ? Double.NaN : time.toNanos();
    }

    private void gauge(MeterRegistry registry, Meters meter, ToDoubleFunction<VerificationEngine> value) {
        Gauge.builder(meter.key(), engine, value)
                .description(meter.description())
                .register(registry);
    }
}
