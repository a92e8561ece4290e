package io.tokengate.domain.store;

import io.tokengate.domain.token.TokenDigest;

/**
 * Something that decides or shows a verdict and was changed, so that what was known of it holds no longer. It tells what
 * changed, not what it is now.
 */
public sealed interface Change {
    /** One token was issued, changed or revoked, or its row removed. */
    record Token(TokenDigest digest) implements Change {}

    /**
     * A user was changed or deleted: all tokens that act for it.
     *
     * @param id the user's key
     */
    record Owner(long id) implements Change {}

    /**
     * A tenant was changed: all tokens in it.
     *
     * @param id the tenant's key
     */
    record Tenant(long id) implements Change {}

    /** Anything may have changed. */
    record All() implements Change {}
}
