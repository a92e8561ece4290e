package io.tokengate.gateway.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.LeanRoute;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Gives requests of lean routes a span, which the framework, whose stack they do not enter, cannot. A span has the same
 * names as the framework's, and ends with the answer: one that is written in parts may take longer than its span.
 */
public final class TracedLeanRoutes {
    private final Propagator propagator;

    public TracedLeanRoutes(Propagator propagator) {
        this.propagator = propagator;
    }

    /** The same routes, whose requests are traced. */
    public List<LeanRoute> traced(List<LeanRoute> routes) {
        return routes.stream()
                .map(route -> new LeanRoute(route.method(), route.path(), route.subtree(), traced(route)))
                .toList();
    }

    private LeanHandler traced(LeanRoute route) {
        String template = route.subtree() ? route.path() + "/**" : route.path();
        return request -> {
            Span.Builder builder = propagator
                    .extract(request, LeanRequest::header)
                    .kind(Span.Kind.SERVER)
                    .name(template)
                    .tag("uri", template);
            if (route.method() != null) {
                builder.tag("method", route.method().name());
            }
            return within(builder.start(), request, route.handler());
        };
    }

    private static Mono<Answer> within(Span span, LeanRequest request, LeanHandler handler) {
        Mono<Answer> answer =
                handler.handle(new TracedRequest(request, span.context().traceId()));
        if (span.isNoop()) {
            return answer;
        }
        return answer.doOnNext(told -> span.tag("status", String.valueOf(told.status())))
                .doFinally(signal -> span.end())
                .contextWrite(context -> context.put(Span.class, span));
    }
}
