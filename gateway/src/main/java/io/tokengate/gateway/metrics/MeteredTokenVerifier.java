package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Times verdicts by outcome and dialect. All timers are made beforehand: looking one up costs more than a verdict. */
public final class MeteredTokenVerifier implements TokenVerifier {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final TokenVerifier verifier;
    private final Map<DialectName, OutcomeTimers> byDialect;
    private final OutcomeTimers withoutDialect;

    /**
     * Decorates a verifier.
     *
     * @param dialects all whose tokens there can be
     */
    public MeteredTokenVerifier(TokenVerifier verifier, List<DialectName> dialects, MeterRegistry registry) {
        this.verifier = verifier;
        this.byDialect = dialects.stream()
                .collect(Collectors.toUnmodifiableMap(
                        dialect -> dialect, dialect -> OutcomeTimers.of(dialect.value(), registry, BUCKETS)));
        this.withoutDialect = OutcomeTimers.of("none", registry, BUCKETS);
    }

    @Override
    public Mono<Verification> verify(TokenSecret presented) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return verifier.verify(presented)
                    .doOnNext(verification -> timer(verification).record(Duration.ofNanos(System.nanoTime() - start)))
                    .doOnError(failure ->
                            withoutDialect.of(Outcome.UNAVAILABLE).record(Duration.ofNanos(System.nanoTime() - start)));
        });
    }

    private Timer timer(Verification verification) {
        return switch (verification) {
            case Verified(ApiToken token) -> timers(token).of(Outcome.VERIFIED);
            case Rejected(var reason, var token) -> timers(token).of(Outcome.of(reason));
        };
    }

    private OutcomeTimers timers(@Nullable ApiToken token) {
        return token == null ? withoutDialect : byDialect.getOrDefault(token.dialect(), withoutDialect);
    }
}
