package io.tokengate.reliability.history;

/** What a client was told of a token. */
public enum Verdict {
    VALID,
    /** 200 with «no», the only answer that makes a service refuse its caller. */
    INVALID,
    /** 503 with {@code Retry-After}: ask again. */
    UNAVAILABLE,
    /** The connection failed, or nothing came in time. */
    BROKEN,
    /** Any other status. There is no excuse for one. */
    WRONG
}
