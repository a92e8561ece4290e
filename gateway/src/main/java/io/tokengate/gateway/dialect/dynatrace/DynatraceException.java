package io.tokengate.gateway.dialect.dynatrace;

/** What this dialect answers beside violated constraints (docs/dialects/dynatrace.md, «Errors»). No stack traces. */
abstract sealed class DynatraceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DynatraceException(String message) {
        super(message, null, false, false);
    }

    /** No credential, or one that is no good: 401. */
    static final class Unauthorized extends DynatraceException {
        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("Token Authentication failed");
        }
    }

    /** The calling token may not do this: 403. */
    static final class Forbidden extends DynatraceException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String message) {
            super(message);
        }

        /** In the words that one client looks for. */
        static Forbidden missing(String scope) {
            return new Forbidden("Token is missing required scope. Use one of: " + scope + " ("
                    + DynatraceScopes.displayName(scope) + ")");
        }

        static Forbidden foreignOwner() {
            return new Forbidden("A personal access token can delete only tokens of its own owner");
        }
    }

    /** No such token: 404. */
    static final class NotFound extends DynatraceException {
        private static final long serialVersionUID = 1L;

        NotFound() {
            super("API token not found");
        }
    }
}
