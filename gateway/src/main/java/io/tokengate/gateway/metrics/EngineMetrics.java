package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokengate.gateway.cache.VerificationEngine;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Shows what the verification engine knows, and how old it is. */
public final class EngineMetrics implements MeterBinder {
    private final VerificationEngine engine;

    public EngineMetrics(VerificationEngine engine) {
        this.engine = engine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(
                        Meters.KNOWLEDGE_AGE.key(),
                        engine,
                        TimeUnit.NANOSECONDS,
                        known -> known.age().toNanos())
                .description(Meters.KNOWLEDGE_AGE.description())
                .register(registry);
        gauge(registry, Meters.MISS_FLIGHTS, VerificationEngine::flights);
        gauge(registry, Meters.CACHE_TOKENS, VerificationEngine::tokens);
        gauge(registry, Meters.CACHE_ABSENT, VerificationEngine::absent);
        gauge(registry, Meters.CACHE_WEIGHT, VerificationEngine::weight);
    }

    private void gauge(MeterRegistry registry, Meters meter, ToDoubleFunction<VerificationEngine> value) {
        Gauge.builder(meter.key(), engine, value)
                .description(meter.description())
                .register(registry);
    }
}
