package io.tokengate.domain.store;

import io.tokengate.domain.account.User;

/**
 * A user and what its password is checked against.
 *
 * @param user who
 * @param passwordHash a slow hash
 */
public record UserCredentials(User user, String passwordHash) {
    /** Without the hash. */
    @Override
    public String toString() {
        return "UserCredentials[" + user.username() + "]";
    }
}
