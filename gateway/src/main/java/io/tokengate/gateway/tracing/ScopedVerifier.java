package io.tokengate.gateway.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.Tracer.SpanInScope;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.SourcedTokenVerifier;
import io.tokengate.domain.verify.Verdict;
import reactor.core.publisher.Mono;

/**
 * Tells verdicts while the span of their request is the current one, whatever thread brings them: who times them can then
 * name the trace beside the time.
 */
public final class ScopedVerifier implements SourcedTokenVerifier {
    private final SourcedTokenVerifier verifier;
    private final Tracer tracer;

    public ScopedVerifier(SourcedTokenVerifier verifier, Tracer tracer) {
        this.verifier = verifier;
        this.tracer = tracer;
    }

    @Override
    public Mono<Verdict> verify(TokenSecret presented) {
        return Mono.deferContextual(context -> {
            Span span = Spans.recorded(context);
            Mono<Verdict> verdict = verifier.verify(presented);
            return span == null ? verdict : within(span, verdict);
        });
    }

    private Mono<Verdict> within(Span span, Mono<Verdict> verdict) {
        return Mono.create(sink -> sink.onDispose(verdict.contextWrite(sink.contextView())
                .subscribe(
                        told -> inScope(span, () -> sink.success(told)),
                        failure -> inScope(span, () -> sink.error(failure)))));
    }

    private void inScope(Span span, Runnable telling) {
        SpanInScope scope = tracer.withSpan(span);
        try {
            telling.run();
        } finally {
            scope.close();
        }
    }
}
