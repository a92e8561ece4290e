package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.store.TimeRange;
import io.tokengate.domain.store.TokenFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens a list is about; all that is given must hold. Times are whole milliseconds, as those of tokens are: an
 * inclusive bound between two of them is the same as the next one inside. So equal filters are equal records.
 *
 * @param name the whole name
 * @param createdAfter the first instant that counts, like the others both ends included
 */
record ListFilter(
        @Nullable String name,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable Instant updatedAfter,
        @Nullable Instant updatedBefore) {
    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Reads the lower end of a span; empty for what is no time. */
    static Optional<Instant> from(String text) {
        return TimestampText.parse(text)
                .map(time -> time.plus(ALMOST_A_MILLISECOND).truncatedTo(ChronoUnit.MILLIS))
                // The next one may be in a year that the database cannot read.
                .map(time -> time.isAfter(LATEST) ? LATEST : time);
    }

    /** Reads the upper end of a span; empty for what is no time. */
    static Optional<Instant> to(String text) {
        return TimestampText.parse(text).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The same in the words of the store. */
    TokenFilter inTenant(long tenant) {
        return new TokenFilter(
                tenant,
                UmaaasTokenFormat.DIALECT,
                null,
                null,
                null,
                null,
                name,
                new TimeRange(createdAfter, createdBefore),
                new TimeRange(updatedAfter, updatedBefore),
                TimeRange.ANY);
    }
}
