package io.tokengate.gateway.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.tokengate.domain.store.StoreException.Trouble;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Asks a breaker before each piece of work and tells it the outcome; gives reads a time limit, and tries them again if
 * their connection was lost. Where the breaker is open, nothing is begun at all (docs/adr/0031-breakers.md).
 */
public final class BreakerGuard implements StoreGuard {
    private static final int RETRIES = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final double JITTER = 0.5;

    private final CircuitBreaker breaker;
    private final Duration readLimit;
    private final Duration listLimit;

    /**
     * Works under a breaker, which others may share.
     *
     * @param readLimit of one answer
     * @param listLimit of the first row of a list; the others come as fast as their reader takes them
     */
    public BreakerGuard(CircuitBreaker breaker, Duration readLimit, Duration listLimit) {
        this.breaker = breaker;
        this.readLimit = readLimit;
        this.listLimit = listLimit;
    }

    @Override
    public <T> Mono<T> read(Mono<T> work) {
        return work.timeout(readLimit)
                .onErrorMap(TimeoutException.class, BreakerGuard::tooLate)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, BreakerGuard::open)
                .retryWhen(lost(() -> true));
    }

    @Override
    public <T> Flux<T> list(Flux<T> work) {
        Flux<T> once = work.timeout(Mono.delay(listLimit))
                .onErrorMap(TimeoutException.class, BreakerGuard::tooLate)
                .transformDeferred(rows -> Beginning.judged(rows, breaker))
                .onErrorMap(CallNotPermittedException.class, BreakerGuard::open);
        return Flux.defer(() -> {
            AtomicBoolean handedOn = new AtomicBoolean();
            return once.doOnNext(row -> handedOn.setPlain(true)).retryWhen(lost(() -> !handedOn.getPlain()));
        });
    }

    @Override
    public <T> Mono<T> change(Mono<T> work) {
        return work.transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, BreakerGuard::open);
    }

    /** Who was cut off together does not come back together. */
    private static Retry lost(BooleanSupplier allowed) {
        return Retry.backoff(RETRIES, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .jitter(JITTER)
                .filter(failure -> allowed.getAsBoolean()
                        && failure instanceof Unavailable unavailable
                        && unavailable.trouble() == Trouble.UNREACHABLE)
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    private static Unavailable tooLate(TimeoutException late) {
        return new Unavailable(Trouble.SILENT, "the database took too long", late);
    }

    private static Unavailable open(CallNotPermittedException refused) {
        return new Unavailable("the database did not answer of late, and is not asked for a moment", refused);
    }
}
