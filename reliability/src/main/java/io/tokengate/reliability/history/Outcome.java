package io.tokengate.reliability.history;

/** What a client knows of a change that it asked for. */
public enum Outcome {
    /** It was told that it is done: it must be there for ever. */
    ACKNOWLEDGED,
    /** It was told nothing, or 503: either is right, but not the half of it. */
    UNKNOWN
}
