package io.tokengate.domain.manage;

import org.jspecify.annotations.Nullable;

/**
 * Why a use case was refused. Each dialect has its own answer for each; a dialect switches over these without default,
 * so that a new one is seen by all. They carry no stack trace: they are outcomes, not faults.
 */
public abstract sealed class TokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TokenException(@Nullable String message) {
        super(message, null, false, false);
    }

    /** The caller lost its authority between the arrival of the request and the change. */
    public static final class CallerRejected extends TokenException {
        private static final long serialVersionUID = 1L;

        public CallerRejected() {
            super("the caller is no longer allowed to do this");
        }
    }

    /** The user who is to own the token does not exist in the tenant or is not active. */
    public static final class UnknownOwner extends TokenException {
        private static final long serialVersionUID = 1L;

        public UnknownOwner() {
            super("no such user");
        }
    }
}
