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
        private final Trouble trouble;

        /** Of no more than this one piece of work. */
        public Unavailable(String message, @Nullable Throwable cause) {
            this(Trouble.BUSY, message, cause);
        }

        public Unavailable(Trouble trouble, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.trouble = trouble;
        }

        /** What it tells of the store. */
        public Trouble trouble() {
            return trouble;
        }
    }

    /** How far a store is away. */
    public enum Trouble {
        /** There was no connection, or it was lost: nobody knows what became of the work. */
        UNREACHABLE,
        /** It was asked, and did not answer in time. */
        SILENT,
        /** It is there, and refused this one piece of work for now; or too much waits for it already. */
        BUSY
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
