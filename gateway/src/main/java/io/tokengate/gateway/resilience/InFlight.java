package io.tokengate.gateway.resilience;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * How many requests of one kind are under way, and a bound for it: past that further ones are refused before anything is
 * done for them. One that is let in costs an atomic addition at its beginning and one at its end.
 *
 * <p>Safe for many threads.
 */
public final class InFlight {
    private final String kind;
    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /**
     * Nothing is under way.
     *
     * @param kind of request, as metrics show it
     * @param limit so many may be under way at once
     */
    public InFlight(String kind, int limit) {
        this.kind = kind;
        this.limit = limit;
    }

    /**
     * Does work that counts until it ends, fails or is cancelled.
     *
     * @param otherwise what to do where there is no room
     */
    public <T> Mono<T> during(Supplier<Mono<T>> work, Supplier<Mono<T>> otherwise) {
        return Mono.defer(() -> enter() ? counted(work) : otherwise.get());
    }

    private <T> Mono<T> counted(Supplier<Mono<T>> work) {
        Mono<T> begun;
        try {
            begun = work.get();
        } catch (RuntimeException e) {
            begun = Mono.error(e);
        }
        return begun.doFinally(signal -> count.decrementAndGet());
    }

    public String kind() {
        return kind;
    }

    /** How many are under way. */
    public int count() {
        return count.get();
    }

    /** How many were refused since the process began. */
    public long refused() {
        return refused.sum();
    }

    private boolean enter() {
        if (count.incrementAndGet() <= limit) {
            return true;
        }
        count.decrementAndGet();
        refused.increment();
        return false;
    }
}
