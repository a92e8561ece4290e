package io.tokengate.reliability.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long answers took, within 4 in 100. */
public final class Latencies {
    private static final int STEPS = 16;
    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

    public void add(long nanos) {
        counts.incrementAndGet(place(Math.max(nanos, STEPS)));
    }

    /** So many of a thousand took no longer. */
    public Duration permille(double permille) {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= total * permille / 1000 && seen > 0) {
                return Duration.ofNanos(upTo(i));
            }
        }
        return Duration.ZERO;
    }

    private static int place(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        return power * STEPS + (int) ((nanos >>> (power - 4)) & (STEPS - 1));
    }

    private static long upTo(int place) {
        int power = place / STEPS;
        return (1L << power) + ((place % STEPS + 1L) << (power - 4));
    }
}
