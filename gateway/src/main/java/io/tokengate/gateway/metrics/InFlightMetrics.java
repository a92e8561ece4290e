package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokengate.gateway.resilience.Bounds;
import io.tokengate.gateway.resilience.InFlight;

/** Shows how many requests are under way, and how many were refused since there were too many. */
public final class InFlightMetrics implements MeterBinder {
    private static final String KIND = "kind";

    private final Bounds bounds;

    public InFlightMetrics(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bounds.all().forEach(bound -> bind(bound, registry));
    }

    private static void bind(InFlight bound, MeterRegistry registry) {
        Gauge.builder(Meters.IN_FLIGHT.key(), bound, InFlight::count)
                .description(Meters.IN_FLIGHT.description())
                .tag(KIND, bound.kind())
                .register(registry);
        FunctionCounter.builder(Meters.SHED.key(), bound, InFlight::refused)
                .description(Meters.SHED.description())
                .tag(KIND, bound.kind())
                .register(registry);
    }
}
