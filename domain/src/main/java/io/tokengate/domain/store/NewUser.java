package io.tokengate.domain.store;

import io.tokengate.domain.account.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A user as it is stored first; see {@link io.tokengate.domain.account.User} for the members. */
public record NewUser(
        UUID publicId,
        long tenantId,
        String username,
        String email,
        String passwordHash,
        Set<Role> roles,
        boolean active,
        boolean regular,
        Instant createdAt) {
    /** Without the hash. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
