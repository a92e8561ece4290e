package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.SourcedTokenVerifier;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verdict;
import io.tokengate.domain.verify.Verdict.Source;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** Times the verdicts of one protocol. */
public final class MeteredTokenVerifier implements TokenVerifier {
    private final SourcedTokenVerifier verifier;
    private final Map<DialectName, OutcomeTimers> byDialect;
    private final OutcomeTimers withoutDialect;

    /**
     * Decorates a verifier.
     *
     * @param protocol by which the verdicts are asked for, as the metric's label shows it
     * @param dialects all whose tokens there can be
     */
    public MeteredTokenVerifier(
            SourcedTokenVerifier verifier, String protocol, List<DialectName> dialects, MeterRegistry registry) {
        this.verifier = verifier;
        this.byDialect = dialects.stream()
                .collect(Collectors.toUnmodifiableMap(
                        dialect -> dialect, dialect -> new OutcomeTimers(registry, protocol, dialect.value())));
        this.withoutDialect = new OutcomeTimers(registry, protocol, "none");
    }

    @Override
    public Mono<Verification> verify(TokenSecret presented) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            Mono<Verdict> verdict = verifier.verify(presented);
            Verdict known = atHand(verdict);
            return known == null ? later(verdict, start) : Mono.just(timed(known, start));
        });
    }

    /** A verdict that need not be waited for, as all hits: taken as it is, it needs no operators. Null for any other. */
    private static @Nullable Verdict atHand(Mono<Verdict> verdict) {
        try {
            return verdict instanceof Fuseable.ScalarCallable<?> scalar && scalar.call() instanceof Verdict known
                    ? known
                    : null;
        } catch (Exception e) {
            // A failure that is at hand is told and timed as all others are.
            return null;
        }
    }

    private Mono<Verification> later(Mono<Verdict> verdict, long start) {
        return verdict.map(known -> timed(known, start))
                .doOnError(failure -> withoutDialect
                        .of(Outcome.UNAVAILABLE, Source.MISS)
                        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    private Verification timed(Verdict verdict, long start) {
        Verification verification = verdict.verification();
        Outcome outcome = switch (verification) {
            case Verified verified -> Outcome.VERIFIED;
            case Rejected(var reason, var token) -> Outcome.of(reason);
        };
        timers(token(verification))
                .of(outcome, verdict.source())
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return verification;
    }

    private static @Nullable ApiToken token(Verification verification) {
        return switch (verification) {
            case Verified(ApiToken token) -> token;
            case Rejected(var reason, var token) -> token;
        };
    }

    private OutcomeTimers timers(@Nullable ApiToken token) {
        return token == null ? withoutDialect : byDialect.getOrDefault(token.dialect(), withoutDialect);
    }
}
