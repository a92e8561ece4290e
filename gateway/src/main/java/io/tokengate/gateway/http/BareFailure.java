package io.tokengate.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: its name, message, traces and causes, without what is suppressed in it. There the
 * framework notes the path and the query of the request, which may have a secret.
 */
final class BareFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 16;

    private BareFailure(Throwable failure, @Nullable BareFailure cause) {
        super(failure.toString(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static BareFailure of(Throwable failure) {
        return of(failure, MAX_CAUSES);
    }

    private static BareFailure of(Throwable failure, int causes) {
        Throwable cause = failure.getCause();
        return new BareFailure(failure, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }

    /** As if it were the failure itself. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
