package io.tokengate.gateway.config;

import io.micrometer.tracing.otel.bridge.OtelTracer.EventPublisher;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.tokengate.gateway.tracing.CurrentSpan;
import io.tokengate.gateway.tracing.SparseSpanExporter;
import io.tokengate.gateway.tracing.TracedCalls;
import io.tokengate.gateway.tracing.TracedLeanRoutes;
import io.tokengate.gateway.tracing.Traceparent;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tracing, where the operator named an endpoint; docs/adr/0033 has what is in a span and what never. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tokengate.tracing.endpoint")
class TracingConfiguration {
    @Bean
    ContextPropagators contextPropagators() {
        return ContextPropagators.create(new Traceparent());
    }

    @Bean
    SpanExporters spanExporters(List<SpanExporter> exporters) {
        return SpanExporters.of(exporters.stream().map(SparseSpanExporter::new).toList());
    }

    /** What could not be sent is dropped, not tried again: it would hold up a stop. */
    @Bean
    OtlpHttpSpanExporterBuilderCustomizer noRetries() {
        return builder -> builder.setRetryPolicy(null);
    }

    /** The trace is in lines about a request by its name: no thread's map of the logger need be set at each scope. */
    @Bean
    EventPublisher noScopeEvents() {
        return event -> {};
    }

    /** In place of one that looks for beans while metrics are recorded. */
    @Bean
    SpanContext currentSpan() {
        return new CurrentSpan();
    }

    @Bean
    TracedLeanRoutes tracedLeanRoutes(Propagator propagator) {
        return new TracedLeanRoutes(propagator);
    }

    @Bean
    TracedCalls tracedCalls(Propagator propagator) {
        return new TracedCalls(propagator);
    }
}
