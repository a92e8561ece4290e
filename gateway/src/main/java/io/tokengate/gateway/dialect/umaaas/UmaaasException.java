package io.tokengate.gateway.dialect.umaaas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What this dialect answers of its own (docs/dialects/umaaas.md, «Errors»). No stack traces. */
abstract sealed class UmaaasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UmaaasException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Values of the request that do not fit: 400. */
    static final class Invalid extends UmaaasException {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, String> reasons;

        /**
         * At least one value.
         *
         * @param reasons what would fit, by the name of the parameter or member; repeats no value
         */
        Invalid(Map<String, String> reasons) {
            super(reasons.entrySet().stream()
                    .map(reason -> reason.getKey() + " " + reason.getValue())
                    .collect(Collectors.joining("; ")));
            this.reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        }

        Map<String, String> reasons() {
            return reasons;
        }
    }

    /** No credential, or one that is no good: 401. */
    static final class Unauthorized extends UmaaasException {
        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("The API credentials are missing or not valid");
        }
    }

    /** The calling token may not do this: 403. */
    static final class Forbidden extends UmaaasException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String message) {
            super(message);
        }

        static Forbidden mayNotRead() {
            return new Forbidden("Reading tokens needs the permission VIEW or MANAGE");
        }

        static Forbidden mayNotManage() {
            return new Forbidden("Creating and deleting tokens needs the permission MANAGE");
        }

        static Forbidden beyondItsOwn() {
            return new Forbidden("A token can give no permission that it does not have itself");
        }
    }

    /** No such token: 404. */
    static final class NotFound extends UmaaasException {
        private static final long serialVersionUID = 1L;

        NotFound() {
            super("Token not found");
        }
    }
}
