package io.tokengate.gateway.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How old what a verdict rests on may be. Ages are told by the clock that never jumps; but that one stands still while a
 * machine sleeps, so the wall's clock is watched too: once the two disagree, nothing known before then is fresh, however
 * young it looks.
 *
 * <p>Safe for many threads.
 */
final class FreshnessLease {
    /** The two clocks are read one after the other, and the wall's tells milliseconds only. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final long length;
    private final long maxStale;

    private final Clocks clocks;

    /** What the wall's clock is ahead of the other. */
    private volatile long ahead;

    private volatile long notBefore;

    FreshnessLease(Duration length, Duration maxStale, Clocks clocks) {
        this.length = length.toNanos();
        this.maxStale = maxStale.toNanos();
        this.clocks = clocks;
        long now = clocks.nanos();
        this.ahead = ahead(now, clocks.millis());
        this.notBefore = now;
    }

    /** Looks whether the wall's clock has jumped; cheap, for every verification. */
    void watch(long nanos, long millis) {
        if (disagrees(ahead(nanos, millis))) {
            lookTwice();
        }
    }

    /** Takes the wall's clock as it is now, so that slow corrections of it never add up to a jump. */
    void follow(long nanos, long millis) {
        watch(nanos, millis);
        ahead = ahead(nanos, millis);
    }

    /** Whether what was known as of one moment may be told at another. */
    boolean covers(long asOf, long now) {
        return asOf - notBefore >= 0 && now - asOf <= length;
    }

    /** The same while the store is away. */
    boolean toleratesStale(long asOf, long now) {
        return maxStale > 0 && asOf - notBefore >= 0 && now - asOf <= Math.max(length, maxStale);
    }

    /** The oldest moment as of which something may be told now. */
    long oldest(long now) {
        return now - length;
    }

    private boolean disagrees(long present) {
        return Math.abs(present - ahead) > TOLERANCE;
    }

    /** A thread may have been held up between its two looks, which is no jump. */
    private void lookTwice() {
        long before = clocks.nanos();
        long millis = clocks.millis();
        long after = clocks.nanos();
        long present = ahead(before, millis);
        if (after - before < TOLERANCE / 4 && disagrees(present)) {
            notBefore = after;
            ahead = present;
        }
    }

    private static long ahead(long nanos, long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis) - nanos;
    }
}
