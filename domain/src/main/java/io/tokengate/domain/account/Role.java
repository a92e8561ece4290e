package io.tokengate.domain.account;

/** What a user may do beyond its own tokens. */
public enum Role {
    /** Manages its own tokens. */
    USER,
    /** Administers its tenant: KPS's infra admin, CredentialManager's is_admin and the native administrator in one. */
    INFRA_ADMIN
}
