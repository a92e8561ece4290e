package io.tokengate.client;

import org.jspecify.annotations.Nullable;

/** It cannot be known whether a token is good. Says nothing of the token, and never repeats it. */
public final class VerificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** The gateway is not reached, or does not answer in time. */
        UNREACHABLE,
        /** It is reached and cannot know either (503): its database is away. */
        UNAVAILABLE,
        /** It refuses this service's own token (401, 403): nothing works until that is mended. */
        CALLER_REFUSED,
        /** It answers what this client does not understand: most likely something else listens there. */
        UNEXPECTED
    }

    private final Kind kind;

    VerificationException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
