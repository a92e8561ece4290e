package io.tokengate.domain.store;

import org.jspecify.annotations.Nullable;

/** What a store signals instead of an answer. Its message never carries a value that was to be stored. */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The store cannot be reached or is too slow; the same call may succeed later. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Something that must be unique is taken. */
    public static final class Conflict extends StoreException {
        private static final long serialVersionUID = 1L;
        private final String constraint;

        /**
         * Names what is taken.
         *
         * @param constraint the constraint's name in the schema
         * @param cause what the driver said
         */
        public Conflict(String constraint, @Nullable Throwable cause) {
            super("taken: " + constraint, cause);
            this.constraint = constraint;
        }

        /** The name of the violated constraint in the schema, such as {@code app_user_email}. */
        public String constraint() {
            return constraint;
        }
    }
}
