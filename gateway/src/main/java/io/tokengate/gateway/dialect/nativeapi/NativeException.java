package io.tokengate.gateway.dialect.nativeapi;

import java.util.List;

/** What this dialect answers of its own (docs/dialects/native.md, «Errors»). No stack traces. */
abstract sealed class NativeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NativeException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** No credential, or one that is no good: 401. */
    static final class Unauthorized extends NativeException {
        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("A valid credential is required");
        }
    }

    /** The caller may not do this: 403. */
    static final class Forbidden extends NativeException {
        private static final long serialVersionUID = 1L;

        Forbidden(String message) {
            super(message);
        }
    }

    /** Nothing of that name: 404. */
    static final class NotFound extends NativeException {
        private static final long serialVersionUID = 1L;

        NotFound() {
            super("There is nothing of that name");
        }
    }

    /** Members or parameters that do not fit: 400. */
    static final class Invalid extends NativeException {
        private static final long serialVersionUID = 1L;
        private final transient List<FieldError> errors;

        Invalid(List<FieldError> errors) {
            super("Some values do not fit");
            this.errors = List.copyOf(errors);
        }

        Invalid(String field, String detail) {
            this(List.of(new FieldError(field, detail)));
        }

        List<FieldError> errors() {
            return errors;
        }
    }

    /**
     * One value that does not fit.
     *
     * @param field the member or parameter
     * @param detail what would fit
     */
    record FieldError(String field, String detail) {}
}
