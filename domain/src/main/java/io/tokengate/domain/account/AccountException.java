package io.tokengate.domain.account;

/** Why a use case of accounts was refused. An outcome, not a fault: it carries no stack trace. */
public abstract sealed class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private AccountException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** A value that does not fit; the message says what would. */
    public static final class Invalid extends AccountException {
        private static final long serialVersionUID = 1L;
        private final String field;

        public Invalid(String field, String message) {
            super(message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** A value that another user or tenant has. */
    public static final class Taken extends AccountException {
        private static final long serialVersionUID = 1L;
        private final String field;

        public Taken(String field) {
            super("The " + field + " is taken");
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** The tenant would be left without an active administrator. */
    public static final class LastAdministrator extends AccountException {
        private static final long serialVersionUID = 1L;

        public LastAdministrator() {
            super("The last active administrator of a tenant must stay");
        }
    }

    /** Only administrators of the installation's own tenant may do this. */
    public static final class InstallationOnly extends AccountException {
        private static final long serialVersionUID = 1L;

        public InstallationOnly() {
            super("Only an administrator of the installation may do this");
        }
    }

    /** The installation's own tenant cannot be switched off. */
    public static final class InstallationStays extends AccountException {
        private static final long serialVersionUID = 1L;

        public InstallationStays() {
            super("The installation's own tenant must stay active");
        }
    }

    /** The present password is not the one given. */
    public static final class WrongPassword extends AccountException {
        private static final long serialVersionUID = 1L;

        public WrongPassword() {
            super("The present password is wrong");
        }
    }

    /** Too many passwords were tried of late, for this account from here, or from everywhere. */
    public static final class Locked extends AccountException {
        private static final long serialVersionUID = 1L;

        public Locked() {
            super("Too many failed logins, try again in some minutes");
        }
    }
}
