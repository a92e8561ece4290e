package io.tokengate.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Where exemplars get their trace. The framework's own asks for the tracer's bean when the first time is recorded, on whatever
 * thread: with one that records during the start, as the change feed's does, the start can wait for ever.
 */
public final class CurrentSpan implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
        io.opentelemetry.api.trace.SpanContext current = current();
        return current.isValid() ? current.getTraceId() : null;
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        io.opentelemetry.api.trace.SpanContext current = current();
        return current.isValid() ? current.getSpanId() : null;
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return current().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Spans do not tell that they are one.
    }

    private static io.opentelemetry.api.trace.SpanContext current() {
        return Span.current().getSpanContext();
    }
}
