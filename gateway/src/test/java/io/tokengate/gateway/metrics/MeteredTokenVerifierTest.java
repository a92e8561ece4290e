package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.Verdict;
import io.tokengate.domain.verify.Verdict.Source;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Verdicts that are at hand and ones that come later are told and timed alike. */
class MeteredTokenVerifierTest {
    private static final Verification UNKNOWN = new Rejected(Rejection.UNKNOWN, null);
    private static final TokenSecret SECRET = TokenSecret.of("secret-of-the-test");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void verdictAtHandIsTimedOnceForEachThatAsks() {
        Mono<Verification> verified = verify(Mono.just(new Verdict(UNKNOWN, Source.HIT)));
        assertThat(count("unknown", "hit")).isZero();
        StepVerifier.create(verified).expectNext(UNKNOWN).verifyComplete();
        assertThat(count("unknown", "hit")).isOne();
        StepVerifier.create(verified).expectNext(UNKNOWN).verifyComplete();
        assertThat(count("unknown", "hit")).isEqualTo(2);
    }

    @Test
    void verdictThatComesLaterIsTimedWhenItComes() {
        Sinks.One<Verdict> later = Sinks.one();
        StepVerifier.create(verify(later.asMono()))
                .then(() -> assertThat(count("unknown", "miss")).isZero())
                .then(() ->
                        later.tryEmitValue(new Verdict(UNKNOWN, Source.MISS)).orThrow())
                .expectNext(UNKNOWN)
                .verifyComplete();
        assertThat(count("unknown", "miss")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failureIsNoVerdictAndCountedAsUnavailable(boolean atHand) {
        Mono<Verdict> failure = Mono.error(() -> new Unavailable("the database is away", null));
        StepVerifier.create(verify(atHand ? failure : failure.hide())).verifyError(Unavailable.class);
        assertThat(count("unavailable", "miss")).isOne();
    }

    /** A verdict is as old as the moment at which it is chosen, so that must be the one at which it is wanted. */
    @Test
    void verifierIsAskedWhenSomebodyWaits() {
        AtomicInteger asked = new AtomicInteger();
        Mono<Verification> verified = new MeteredTokenVerifier(
                        presented -> {
                            asked.incrementAndGet();
                            return Mono.just(new Verdict(UNKNOWN, Source.HIT));
                        },
                        "test",
                        List.of(),
                        registry)
                .verify(SECRET);
        assertThat(asked).hasValue(0);
        StepVerifier.create(verified).expectNext(UNKNOWN).verifyComplete();
        assertThat(asked).hasValue(1);
    }

    private Mono<Verification> verify(Mono<Verdict> verdict) {
        return new MeteredTokenVerifier(presented -> verdict, "test", List.of(), registry).verify(SECRET);
    }

    private long count(String outcome, String source) {
        Timer timer = registry.find(Meters.VERIFY.key())
                .tag("outcome", outcome)
                .tag("source", source)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
