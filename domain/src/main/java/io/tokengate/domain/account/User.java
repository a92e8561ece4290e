package io.tokengate.domain.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who owns tokens and may log in.
 *
 * @param id its key in the store; CredentialManager's id
 * @param publicId its name towards callers
 * @param tenantId the tenant's key
 * @param username unique in the installation, in any case
 * @param email unique in the installation, in any case
 * @param roles at least one
 * @param active while false, it cannot log in and its tokens are rejected
 * @param regular false for a read-only account, which may delete nothing
 * @param createdAt cut to milliseconds
 * @param updatedAt cut to milliseconds
 * @param revision counts its changes from 1
 */
public record User(
        long id,
        UUID publicId,
        long tenantId,
        String username,
        String email,
        Set<Role> roles,
        boolean active,
        boolean regular,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Whether it may administer its tenant. */
    public boolean isAdministrator() {
        return active && roles.contains(Role.INFRA_ADMIN);
    }

    /** Whether it may delete what is its own: a read-only account may not, an administrator always. */
    public boolean mayDelete() {
        return regular || isAdministrator();
    }
}
