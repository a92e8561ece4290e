package io.tokengate.gateway.dialect.credentialmanager;

import java.util.Map;

/** What this dialect answers of its own (docs/dialects/credentialmanager.md, «Errors»). No stack traces. */
abstract sealed class CredentialManagerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CredentialManagerException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** No credential, or one that is no good: 401. */
    static final class Unauthorized extends CredentialManagerException {
        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("A valid token in X-API-TOKEN, or username and password, are required");
        }
    }

    /** The caller may not do this: 403. */
    static final class Forbidden extends CredentialManagerException {
        private static final long serialVersionUID = 1L;

        Forbidden(String message) {
            super(message);
        }
    }

    /** No such token: 404. */
    static final class NotFound extends CredentialManagerException {
        private static final long serialVersionUID = 1L;

        NotFound() {
            super("There is no such API token");
        }
    }

    /** Input that does not fit: 422. */
    static final class Invalid extends CredentialManagerException {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, ?> messages;

        /**
         * Tells what is wrong.
         *
         * @param messages field to list of texts; for operations of a PATCH index to an object of that kind
         */
        Invalid(Map<String, ?> messages) {
            super("The input is invalid");
            this.messages = messages;
        }

        Map<String, ?> messages() {
            return messages;
        }
    }
}
