package io.tokengate.gateway.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;

/**
 * The beginning of one list, by which a breaker judges it. The operator of the breaker's library would judge it by its
 * end: a client that reads slowly could then hold one of the few trials of a breaker that is half open.
 */
final class Beginning {
    private final CircuitBreaker breaker;
    private final long begun;
    private final AtomicBoolean judged = new AtomicBoolean();

    private Beginning(CircuitBreaker breaker) {
        this.breaker = breaker;
        this.begun = breaker.getCurrentTimestamp();
    }

    /** Rows under a breaker; error of the breaker if it lets nothing through. */
    static <T> Flux<T> judged(Flux<T> rows, CircuitBreaker breaker) {
        return Flux.defer(() -> {
            breaker.acquirePermission();
            Beginning beginning = new Beginning(breaker);
            return rows.doOnNext(row -> beginning.succeeded())
                    .doOnComplete(beginning::succeeded)
                    .doOnError(beginning::failed)
                    .doOnCancel(beginning::leftAlone);
        });
    }

    private void succeeded() {
        if (first()) {
            breaker.onSuccess(taken(), breaker.getTimestampUnit());
        }
    }

    private void failed(Throwable failure) {
        if (first()) {
            breaker.onError(taken(), breaker.getTimestampUnit(), failure);
        }
    }

    private void leftAlone() {
        if (first()) {
            breaker.releasePermission();
        }
    }

    /** Asked for every row. */
    private boolean first() {
        return !judged.get() && judged.compareAndSet(false, true);
    }

    private long taken() {
        return breaker.getCurrentTimestamp() - begun;
    }
}
