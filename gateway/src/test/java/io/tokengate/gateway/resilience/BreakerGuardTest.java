package io.tokengate.gateway.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.StoreException.Trouble;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What is tried again, what counts, and what an open breaker lets through. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("virtual-time")
class BreakerGuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ENOUGH = 5;

    private final CircuitBreaker breaker = new Breakers().management();
    private final BreakerGuard guard = new BreakerGuard(breaker, Duration.ofSeconds(3), Duration.ofSeconds(7));
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void onlyAReadWhoseConnectionWasLostIsTriedAgain(Trouble trouble) {
        int wanted = trouble == Trouble.UNREACHABLE ? 3 : 1;
        fails(guard.read(failing(trouble)));
        assertThat(tries.getAndSet(0)).isEqualTo(wanted);
        breaker.reset();
        fails(guard.list(failing(trouble).flux()).then());
        assertThat(tries.getAndSet(0)).isEqualTo(wanted);
        breaker.reset();
        fails(guard.change(failing(trouble)));
        assertThat(tries).hasValue(1);
    }

    @Test
    void secondTryMayGoWell() {
        Mono<String> read = guard.read(
                Mono.defer(() -> tries.incrementAndGet() == 1 ? failure(Trouble.UNREACHABLE) : Mono.just("row")));
        StepVerifier.create(read).expectNext("row").expectComplete().verify(LIMIT);
    }

    @Test
    void listIsNotTriedAgainOnceARowWasHandedOn() {
        Flux<String> rows = Flux.defer(() -> {
            tries.incrementAndGet();
            return Flux.concat(Mono.just("row"), failure(Trouble.UNREACHABLE));
        });
        StepVerifier.create(guard.list(rows))
                .expectNext("row")
                .expectError(Unavailable.class)
                .verify(LIMIT);
        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatTellsThatTheStoreIsAwayOpensIt(Trouble trouble) {
        for (int i = 0; i < ENOUGH; i++) {
            fails(guard.change(failing(trouble)));
        }
        assertThat(breaker.getState()).isEqualTo(trouble == Trouble.BUSY ? State.CLOSED : State.OPEN);
    }

    @Test
    void answersOfAnyKindDoNot() {
        for (int i = 0; i < ENOUGH; i++) {
            StepVerifier.create(guard.change(Mono.error(new Conflict("name", null))))
                    .expectError(Conflict.class)
                    .verify(LIMIT);
        }
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(ENOUGH);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void itSaysOnceThatItOpened(CapturedOutput output) {
        for (int i = 0; i < 2 * ENOUGH; i++) {
            fails(guard.change(failing(Trouble.SILENT)));
        }
        breaker.transitionToHalfOpenState();
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        assertThat(output).containsOnlyOnce("management asks it only now and then");
        breaker.transitionToClosedState();
        assertThat(output).containsOnlyOnce("management asks it as ever");
    }

    @Test
    void openOneBeginsNothing() {
        breaker.transitionToForcedOpenState();
        fails(guard.read(failing(Trouble.SILENT)));
        fails(guard.list(failing(Trouble.SILENT).flux()).then());
        fails(guard.change(failing(Trouble.SILENT)));
        assertThat(tries).hasValue(0);
    }

    @Test
    void whatTakesTooLongCountsAsNoAnswer() {
        StepVerifier.withVirtualTime(() -> guard.read(Mono.never()))
                .thenAwait(Duration.ofSeconds(3))
                .expectErrorMatches(BreakerGuardTest::isSilence)
                .verify(LIMIT);
        StepVerifier.withVirtualTime(() -> guard.list(Flux.never()))
                .thenAwait(Duration.ofSeconds(7))
                .expectErrorMatches(BreakerGuardTest::isSilence)
                .verify(LIMIT);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(2);
    }

    /** Slow readers would otherwise hold all trials, and nobody would find out that the store is back. */
    @Test
    void listIsJudgedByItsFirstRow() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        Flux<String> endless = Flux.concat(Mono.just("row"), Flux.never());
        for (int i = 0; i < 3; i++) {
            Disposable reader = guard.list(endless).subscribe();
            assertThat(reader.isDisposed()).isFalse();
        }
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void trialOfAListThatIsLeftAloneIsGivenBack() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        for (int i = 0; i < 10; i++) {
            guard.list(Flux.never()).subscribe().dispose();
        }
        StepVerifier.create(guard.list(Flux.just("row")))
                .expectNext("row")
                .expectComplete()
                .verify(LIMIT);
    }

    private Mono<String> failing(Trouble trouble) {
        return Mono.defer(() -> {
            tries.incrementAndGet();
            return failure(trouble);
        });
    }

    private static Mono<String> failure(Trouble trouble) {
        return Mono.error(new Unavailable(trouble, "away", null));
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof Unavailable unavailable && unavailable.trouble() == Trouble.SILENT;
    }

    private static void fails(Mono<?> work) {
        StepVerifier.create(work).expectError(Unavailable.class).verify(LIMIT);
    }
}
