package io.tokengate.domain.account;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user to be made.
 *
 * @param tenant where; absent for the actor's own tenant
 * @param username see {@link AccountRules#username}
 * @param email see {@link AccountRules#email}
 * @param password see {@link AccountRules#password}
 * @param roles at least one
 * @param active whether it can be used at once
 * @param regular false for a read-only account
 */
public record CreateUser(
        @Nullable UUID tenant,
        String username,
        String email,
        String password,
        Set<Role> roles,
        boolean active,
        boolean regular) {
    /** Without the password. */
    @Override
    public String toString() {
        return "CreateUser[" + username + "]";
    }
}
