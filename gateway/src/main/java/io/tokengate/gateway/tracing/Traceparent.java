package io.tokengate.gateway.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The W3C header {@code traceparent} and nothing beside it: {@code tracestate} and baggage are free text of whoever asks, and
 * would be exported as they are. Nothing is sent on, for the gateway asks no other service.
 */
public final class Traceparent implements TextMapPropagator {
    private static final String FIELD = "traceparent";

    private final TextMapPropagator w3c = W3CTraceContextPropagator.getInstance();

    @Override
    public Collection<String> fields() {
        return List.of(FIELD);
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
        // To nobody.
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        return w3c.extract(context, carrier, new Only<>(getter));
    }

    private record Only<C>(TextMapGetter<C> getter) implements TextMapGetter<C> {
        @Override
        public Iterable<String> keys(C carrier) {
            return List.of(FIELD);
        }

        @Override
        public @Nullable String get(@Nullable C carrier, String key) {
            return key.equals(FIELD) ? getter.get(carrier, key) : null;
        }
    }
}
