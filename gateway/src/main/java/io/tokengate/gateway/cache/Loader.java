package io.tokengate.gateway.cache;

import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.token.ApiToken;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to flights from their beginning to their end. They are counted, and past a number no more begin: whoever would
 * wait is told at once. Those whose text shows no checksum, which anybody can make up, get a quarter of the places, so
 * that a flood of them leaves room for the others.
 *
 * <p>Safe for many threads.
 */
final class Loader implements MissBatcher.Landings {
    private static final int UNCHECKED_SHARE = 4;

    /** After a failure the store counts as away for so long, unless it answers before. */
    private static final Duration AWAY = Duration.ofMillis(250);

    private final CacheSettings settings;
    private final Clocks clocks;
    private final MissBatcher batcher;
    private final TokenInterner interner = new TokenInterner();
    private final AtomicInteger flights = new AtomicInteger();
    private final AtomicInteger uncheckedFlights = new AtomicInteger();
    private final Runnable back;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile long awayUntil;

    /**
     * Loads by a lookup.
     *
     * @param batches is told the size of each query
     * @param back is told of the first answer after a failure, on a thread of the store; must not throw
     */
    Loader(TokenLookup lookup, CacheSettings settings, Clocks clocks, IntConsumer batches, Runnable back) {
        this.settings = settings;
        this.back = back;
        this.clocks = clocks;
        this.batcher = new MissBatcher(lookup, settings, clocks, batches, this);
        this.awayUntil = clocks.nanos();
    }

    /** What became of a flight that was to begin. */
    enum Begun {
        /** It is under way. */
        TAKEN,
        /** Something else stands in its place by now. */
        OVERTAKEN,
        /** Too many are under way. */
        FULL
    }

    /** Begins a flight in the place of what stands there. */
    Begun load(@Nullable Slot present, Flight flight) {
        if (!admit(flight)) {
            return Begun.FULL;
        }
        if (!flight.generation().register(present, flight)) {
            dismiss(flight);
            return Begun.OVERTAKEN;
        }
        batcher.submit(flight);
        return Begun.TAKEN;
    }

    /** Loads a known token anew, for which nobody waits. */
    void refresh(Entry entry, Flight flight) {
        if (!isAway()) {
            load(entry, flight);
        }
    }

    /** Whether the store has just failed to answer, so that asking again at once would only cost time. */
    boolean isAway() {
        return awayUntil - clocks.nanos() > 0;
    }

    /** How many are under way. */
    int flights() {
        return flights.get();
    }

    @Override
    public void landed(Flight flight, @Nullable ApiToken token) {
        awayUntil = clocks.nanos();
        if (failing.get() && failing.compareAndSet(true, false)) {
            back.run();
        }
        dismiss(flight);
        flight.land(token == null ? null : interner.intern(token), clocks.nanos() + refreshAge());
    }

    @Override
    public void failed(Flight flight, Throwable failure) {
        awayUntil = clocks.nanos() + AWAY.toNanos();
        failing.set(true);
        dismiss(flight);
        flight.fail(failure);
    }

    private boolean admit(Flight flight) {
        if (flights.incrementAndGet() > settings.maxFlights()) {
            flights.decrementAndGet();
            return false;
        }
        if (!flight.isChecked() && uncheckedFlights.incrementAndGet() > settings.maxFlights() / UNCHECKED_SHARE) {
            dismiss(flight);
            return false;
        }
        return true;
    }

    private void dismiss(Flight flight) {
        flights.decrementAndGet();
        if (!flight.isChecked()) {
            uncheckedFlights.decrementAndGet();
        }
    }

    /** Jittered, so that what was loaded together is not due together. */
    private long refreshAge() {
        long age = settings.refreshAge().toNanos();
        return age - ThreadLocalRandom.current().nextLong(age / 10 + 1);
    }
}
