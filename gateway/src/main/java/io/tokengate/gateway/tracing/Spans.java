package io.tokengate.gateway.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** Where the span of a request is, while it is served. */
final class Spans {
    /** Where the framework keeps its observation of a request that went the ordinary way. */
    private static final String OBSERVATION = "micrometer.observation";

    private Spans() {}

    /** The span of the request that something is done for; null for none, and for one that is not recorded. */
    static @Nullable Span recorded(ContextView context) {
        Span span = context.getOrDefault(Span.class, null);
        if (span == null && context.getOrDefault(OBSERVATION, null) instanceof Observation observed) {
            TracingContext tracing = observed.getContextView().get(TracingContext.class);
            span = tracing == null ? null : tracing.getSpan();
        }
        return span == null || span.isNoop() ? null : span;
    }
}
