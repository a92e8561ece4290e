package io.tokengate.gateway.dialect.kps;

/** What this dialect answers of its own (docs/dialects/kps.md, «Errors»). No stack traces. */
abstract sealed class KpsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private KpsException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** No bearer or none that is good, or a login that is wrong: 401. */
    static final class Unauthorized extends KpsException {
        private static final long serialVersionUID = 1L;

        private Unauthorized(String message) {
            super(message);
        }

        static Unauthorized bearer() {
            return new Unauthorized("A valid bearer token is required");
        }

        static Unauthorized login() {
            return new Unauthorized("Wrong email or password");
        }
    }

    /** The caller may not do this, or is locked out for a while: 403. */
    static final class Forbidden extends KpsException {
        private static final long serialVersionUID = 1L;

        Forbidden(String message) {
            super(message);
        }
    }

    /** A value that does not fit: 400. */
    static final class BadInput extends KpsException {
        private static final long serialVersionUID = 1L;

        BadInput(String message) {
            super(message);
        }
    }

    /** No token of that id and owner: 404. */
    static final class NotFound extends KpsException {
        private static final long serialVersionUID = 1L;

        NotFound() {
            super("There is no token of that id and userId");
        }
    }
}
