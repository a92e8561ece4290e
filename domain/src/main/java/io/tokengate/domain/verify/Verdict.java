package io.tokengate.domain.verify;

/**
 * A verdict and what it rests on, for those who watch.
 *
 * @param verification what is told to whoever asked
 * @param source where it came from
 */
public record Verdict(Verification verification, Source source) {
    /** What a verdict rests on. */
    public enum Source {
        /** The text alone: malformed, or its checksum is wrong. */
        TEXT,
        /** What was known already, and is fresh. */
        HIT,
        /** The store, asked for this token now. */
        MISS,
        /** What was known already, while the store is away. */
        STALE
    }
}
