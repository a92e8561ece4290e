package io.tokengate.domain.verify;

/** Why a presented token is no good. A closed set: metrics, answers and alerts switch over it. */
public enum Rejection {
    /** Not of the form of any dialect's tokens. */
    MALFORMED(true),
    /** Of a form with a checksum, and the checksum is wrong. */
    FORGED(true),
    /** Of a good form, and nobody issued it. */
    UNKNOWN(false),
    /** Revoked for good. */
    REVOKED(true),
    /** Its time is over. */
    EXPIRED(true),
    /** Switched off, and may be switched on again. */
    DISABLED(false),
    /** Its owner was deactivated or deleted. */
    OWNER_INACTIVE(false),
    /** Its tenant was deactivated. */
    TENANT_INACTIVE(false);

    private final boolean lasting;

    Rejection(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether no later change can turn it into a yes, so that it needs no fresh look at the store. */
    public boolean isFinal() {
        return lasting;
    }
}
