package io.tokengate.client;

import io.tokengate.client.Verdict.Invalid;
import io.tokengate.client.Verdict.Valid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/** Which verdicts are given again, and for how long. */
class FreshVerdictsTest {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");
    private static final Verdict BAD = new Invalid("UNKNOWN");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private Instant now = START;
    private final List<Sinks.One<Verdict>> asked = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private FreshVerdicts verdicts = bounded(BOUND, 10);

    private FreshVerdicts bounded(Duration bound, int size) {
        InstantSource source = () -> now;
        return new FreshVerdicts(
                bound,
                size,
                token -> Mono.defer(() -> {
                    Sinks.One<Verdict> answer = Sinks.one();
                    asked.add(answer);
                    return answer.asMono();
                }),
                nanos::get,
                source.withZone(ZoneOffset.UTC));
    }

    private Disposable ask(String token) {
        return verdicts.of(token).subscribe(told::add, told::add);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        now = now.plus(time);
    }

    private static Verdict good(Instant end) {
        return new Valid("i", "native", "n", new Verdict.Owner("o", "u", Set.of()), "t", Set.of(), START, end);
    }

    @Test
    void verdictIsGivenAgainInsideTheBoundAndNoLonger() {
        ask("a");
        asked.get(0).tryEmitValue(BAD);
        pass(BOUND.minusNanos(1));
        ask("a");
        assertThat(told).containsExactly(BAD, BAD);
        assertThat(asked).hasSize(1);
        pass(Duration.ofNanos(1));
        ask("a");
        assertThat(asked).hasSize(2);
        assertThat(told).hasSize(2);
    }

    /** It is as old as its question. */
    @Test
    void timeOnTheWayCounts() {
        ask("a");
        pass(BOUND.minusNanos(1));
        asked.get(0).tryEmitValue(BAD);
        pass(Duration.ofNanos(1));
        ask("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void givingItAgainDoesNotMakeItYounger() {
        ask("a");
        asked.get(0).tryEmitValue(BAD);
        for (int i = 0; i < 5; i++) {
            pass(BOUND.dividedBy(5));
            ask("a");
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void allWhoAskAtOnceAskOnce() {
        ask("a");
        ask("a");
        ask("b");
        assertThat(asked).hasSize(2);
        asked.get(0).tryEmitValue(BAD);
        assertThat(told).containsExactly(BAD, BAD);
    }

    @Test
    void whoeverComesLaterThanTheBoundAsksAnew() {
        ask("a");
        pass(BOUND);
        ask("a");
        assertThat(asked).hasSize(2);
        asked.get(0).tryEmitValue(BAD);
        assertThat(told).as("the first only").containsExactly(BAD);
    }

    @Test
    void oneWhoLeavesLeavesTheOthersTheirAnswer() {
        Disposable first = ask("a");
        ask("a");
        first.dispose();
        asked.get(0).tryEmitValue(BAD);
        assertThat(told).containsExactly(BAD);
        ask("a");
        assertThat(asked).hasSize(1);
    }

    @Test
    void allWhoLeaveLeaveTheAnswerToTheNext() {
        ask("a").dispose();
        asked.get(0).tryEmitValue(BAD);
        ask("a");
        assertThat(told).containsExactly(BAD);
    }

    @Test
    void failureIsToldAndNotKept() {
        ask("a");
        ask("a");
        RuntimeException failure = new IllegalStateException();
        asked.get(0).tryEmitError(failure);
        assertThat(told).containsExactly(failure, failure);
        ask("a");
        assertThat(asked).hasSize(2);
    }

    /** One that failed late takes no younger answer with it. */
    @Test
    void lateFailureLeavesTheYoungerAnswer() {
        ask("a");
        pass(BOUND);
        ask("a");
        asked.get(1).tryEmitValue(BAD);
        asked.get(0).tryEmitError(new IllegalStateException());
        ask("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void verdictEndsWithItsToken() {
        ask("a");
        asked.get(0).tryEmitValue(good(START.plusMillis(10)));
        pass(Duration.ofMillis(10).minusNanos(1));
        ask("a");
        assertThat(asked).hasSize(1);
        pass(Duration.ofNanos(1));
        ask("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutABoundEachIsAsked() {
        verdicts = bounded(Duration.ZERO, 10);
        ask("a");
        ask("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void oldestGoWhenThereAreTooMany() {
        for (int i = 0; i < 1_000; i++) {
            ask("token " + i);
            asked.get(i).tryEmitValue(BAD);
        }
        for (int i = 0; i < 1_000; i++) {
            ask("token " + i);
        }
        assertThat(asked).hasSizeGreaterThan(1_900);
    }
}
