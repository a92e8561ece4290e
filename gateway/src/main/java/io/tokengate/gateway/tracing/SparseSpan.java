package io.tokengate.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a span leaves the process: times, ids, and what stands in {@link #EXPORTED}, all of it words of ours. The
 * framework notes more: the path as it was sent, messages and stack traces of failures, and any of them may have a secret.
 */
final class SparseSpan extends DelegatingSpanData {
    private static final AttributeKey<String> CALL = AttributeKey.stringKey("rpc.method");

    /** By the framework's name, which also its metrics have, the one of OpenTelemetry's conventions. */
    private static final Map<AttributeKey<String>, AttributeKey<String>> EXPORTED = Map.of(
            AttributeKey.stringKey("method"),
            AttributeKey.stringKey("http.request.method"),
            AttributeKey.stringKey("uri"),
            AttributeKey.stringKey("http.route"),
            AttributeKey.stringKey("status"),
            AttributeKey.stringKey("http.response.status_code"),
            AttributeKey.stringKey("rpc.system.name"),
            AttributeKey.stringKey("rpc.system.name"),
            CALL,
            CALL,
            AttributeKey.stringKey("rpc.response.status_code"),
            AttributeKey.stringKey("rpc.response.status_code"));

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private final Attributes attributes;

    SparseSpan(SpanData whole) {
        super(whole);
        AttributesBuilder kept = Attributes.builder();
        EXPORTED.forEach((framework, convention) -> {
            String value = whole.getAttributes().get(framework);
            if (value != null) {
                kept.put(convention, value);
            }
        });
        attributes = kept.build();
    }

    /** The template of the path; what stands for a path that nobody has is none. */
    @Nullable
    String route() {
        return attributes.get(ROUTE);
    }

    @Override
    public String getName() {
        String call = attributes.get(CALL);
        if (call != null) {
            return call;
        }
        String method = attributes.get(METHOD);
        String route = route();
        return (method == null ? "" : method + " ") + (route == null ? "unknown" : route);
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    /** Without its description, which is a failure's message. */
    @Override
    public StatusData getStatus() {
        return StatusData.create(super.getStatus().getStatusCode(), "");
    }
}
