package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token must have been used last to be listed. A token that was never used is in no timeframe.
 *
 * @param from the first instant that counts; null for any time before {@code to}
 * @param to the last instant that counts
 */
record Timeframe(@Nullable Instant from, Instant to) {}
