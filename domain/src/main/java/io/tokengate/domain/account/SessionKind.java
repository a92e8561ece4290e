package io.tokengate.domain.account;

import java.time.Duration;

/** What a session is good for, and for how long (docs/dialects/kps.md, «Authentication»). */
public enum SessionKind {
    /** From a login: half an hour. */
    LOGIN(Duration.ofMinutes(30)),
    /** Good for getting a {@link #LONG} one and for nothing else: three minutes. */
    SHORT(Duration.ofMinutes(3)),
    /** For machines that log in rarely: twenty days. */
    LONG(Duration.ofDays(20));

    private final Duration life;

    SessionKind(Duration life) {
        this.life = life;
    }

    /** From its beginning to its end. */
    public Duration life() {
        return life;
    }
}
