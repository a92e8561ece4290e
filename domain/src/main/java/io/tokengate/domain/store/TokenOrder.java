package io.tokengate.domain.store;

/**
 * The order of a list: by a key, and among equals by id in the same direction, so that it is total and pages lose
 * nothing.
 *
 * @param key what it is ordered by
 * @param ascending else the other way round
 */
public record TokenOrder(Key key, boolean ascending) {
    /** In the order of issue. */
    public static final TokenOrder BY_ID = new TokenOrder(Key.ID, true);

    /** What a list can be ordered by. */
    public enum Key {
        /** The order of issue. */
        ID,
        /** The name, by code point. */
        NAME,
        /** When it was issued. */
        CREATED,
        /** When it was last used; never comes before all times. */
        LAST_USED,
        /** When it expires; never comes after all times. */
        EXPIRES,
        /** When its name or scopes were last changed; never comes before all times. */
        MODIFIED
    }
}
