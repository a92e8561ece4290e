package io.tokengate.domain.token;

import io.tokengate.domain.account.Role;
import java.util.Set;
import java.util.UUID;

/**
 * The user that a token acts for, as far as a verdict needs to know.
 *
 * @param id its key in the store; CredentialManager's id
 * @param publicId its name towards callers
 * @param username unique in the installation
 * @param roles as they are now, not as they were when the token was made
 * @param active false once deactivated or deleted: the token is rejected
 */
public record Owner(long id, UUID publicId, String username, Set<Role> roles, boolean active) {}
