package io.tokengate.domain.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time with both ends included.
 *
 * @param from absent if it has no beginning
 * @param to absent if it has no end
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
    /** All of time; also what has no time at all is in it. */
    public static final TimeRange ANY = new TimeRange(null, null);

    public boolean isBounded() {
        return from != null || to != null;
    }
}
