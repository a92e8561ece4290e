package io.tokengate.gateway.tracing;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/** The one way out: requests to the API as {@link SparseSpan}, and nothing else; probes and scrapes are nobody's trace. */
public final class SparseSpanExporter implements SpanExporter {
    private static final List<String> OPERATIONS = List.of("/actuator", "/livez", "/readyz");

    private final SpanExporter exporter;

    public SparseSpanExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> requests = spans.stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .map(SparseSpan::new)
                .filter(SparseSpanExporter::isOfTheApi)
                .map(SpanData.class::cast)
                .toList();
        return requests.isEmpty() ? CompletableResultCode.ofSuccess() : exporter.export(requests);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static boolean isOfTheApi(SparseSpan span) {
        String route = span.route();
        return route == null || OPERATIONS.stream().noneMatch(route::startsWith);
    }
}
