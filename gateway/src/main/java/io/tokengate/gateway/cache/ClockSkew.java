package io.tokengate.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the wall's clock is ahead of the database's, as reads of the change log tell it: the database looked at its clock
 * half of the round trip after the read was sent, give or take that half. So of all reads within a while the one of the
 * least round trip is believed, and a read that was held up is not.
 *
 * <p>Told by one thread at a time, for reads follow each other; {@link #latest} may be called by any.
 */
final class ClockSkew {
    private static final Duration WHILE = Duration.ofSeconds(10);

    private final Clocks clocks;
    private long began;
    private @Nullable Sample best;
    private boolean whole;
    private volatile @Nullable Duration latest;

    private record Sample(long roundTrip, Duration ahead) {}

    ClockSkew(Clocks clocks) {
        this.clocks = clocks;
    }

    /**
     * A read has been answered.
     *
     * @param sentAt when it was sent, by the clock that never jumps
     * @param sentMillis the same, by the wall's
     * @param database what the database's clock was
     */
    void answered(long sentAt, long sentMillis, Instant database) {
        long now = clocks.nanos();
        long roundTrip = now - sentAt;
        Instant half = Instant.ofEpochMilli(sentMillis).plusNanos(roundTrip / 2);
        Sample sample = new Sample(roundTrip, Duration.between(database, half));
        Sample known = best;
        Sample better = sample;
        if (known != null && now - began <= WHILE.toNanos()) {
            better = sample.roundTrip < known.roundTrip ? sample : known;
        } else {
            begin(now, known);
        }
        best = better;
        if (!whole) {
            latest = better.ahead;
        }
    }

    /** What the wall's clock was ahead in the last while that has ended, or since the start; absent before any read. */
    @Nullable
    Duration latest() {
        return latest;
    }

    private void begin(long now, @Nullable Sample former) {
        began = now;
        if (former != null) {
            latest = former.ahead;
            whole = true;
        }
    }
}
