package io.tokengate.domain.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an administrator changes of a user; what is absent stays as it is. */
public record UserChange(
        @Nullable String username,
        @Nullable String email,
        @Nullable String password,
        @Nullable Set<Role> roles,
        @Nullable Boolean active,
        @Nullable Boolean regular) {
    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[" + username + "]";
    }
}
