package io.tokengate.domain.store;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of an ordered list.
 *
 * @param filter which tokens
 * @param order in which order
 * @param after begins behind this place; absent: at the beginning
 * @param offset leaves out so many first, for a contract that asks for it
 * @param limit at most so many
 */
public record TokenQuery(
        TokenFilter filter, TokenOrder order, @Nullable Position after, long offset, int limit) {
    /** The whole list, to be streamed. */
    public static TokenQuery all(TokenFilter filter) {
        return new TokenQuery(filter, TokenOrder.BY_ID, null, 0, Integer.MAX_VALUE);
    }
}
