package io.tokengate.gateway.http;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The name of a request in logs and in the audit: what a proxy before us called it, if that is harmless, else ours.
 *
 * @param value at most {@value #MAX_LENGTH} harmless characters
 * @param trace the trace that it belongs to, if it is traced
 */
public record RequestId(String value, @Nullable String trace) {
    /** The header by which proxies hand it on. */
    public static final String HEADER = "X-Request-Id";

    private static final int MAX_LENGTH = 64;

    /** The request's name. */
    public static RequestId of(ServerRequest request) {
        return of(request.exchange());
    }

    static RequestId of(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        RequestId id = of(request.getHeaders().getFirst(HEADER), request::getId);
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(observed -> observed.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> id.within(span.context().traceId()))
                .orElse(id);
    }

    /** What a proxy called the request if that is harmless, else our own name for it. */
    static RequestId of(@Nullable String given, Supplier<String> own) {
        return new RequestId(given != null && isHarmless(given) ? given : own.get(), null);
    }

    /** The same name, of a request that belongs to a trace. */
    public RequestId within(String of) {
        return new RequestId(value, of);
    }

    /** As lines of the log begin with it. */
    @Override
    public String toString() {
        return trace == null ? value : value + " (trace " + trace + ")";
    }

    private static boolean isHarmless(String given) {
        return !given.isEmpty() && given.length() <= MAX_LENGTH && given.chars().allMatch(RequestId::isHarmless);
    }

    private static boolean isHarmless(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
