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
    /** Whether it would change anything; a password always counts, for the old one cannot be known. */
    boolean changes(User user) {
        return password != null
                || differs(username, user.username())
                || differs(email, user.email())
                || differs(roles, user.roles())
                || differs(active, user.active())
                || differs(regular, user.regular());
    }

    private static boolean differs(@Nullable Object wanted, Object present) {
        return wanted != null && !wanted.equals(present);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[" + username + "]";
    }
}
