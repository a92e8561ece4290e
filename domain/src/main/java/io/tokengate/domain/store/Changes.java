package io.tokengate.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read of the change log brought.
 *
 * @param gap why reads before this one may have missed something, so that nothing known before may be used; absent
 *     where this read goes on exactly where the last one ended
 * @param changes what has changed since, in no order; empty if nothing has
 * @param lag how long ago the oldest of them was written, by the database's clock; zero without changes
 * @param clock the database's clock at this read
 */
public record Changes(@Nullable String gap, List<Change> changes, Duration lag, Instant clock) {}
