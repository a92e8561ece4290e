package io.tokengate.domain.manage;

import io.tokengate.domain.token.Scopes;

/**
 * What a caller had to have for what it does. It is looked at twice: when the request arrives, and again inside the
 * transaction of the change, so that a caller who lost it in between changes nothing.
 *
 * @param scopes that its token must have; none for a caller without a token
 * @param administrator whether its user must administer the tenant
 * @param deleter whether its user must be one that may delete: no read-only account, unless it administers the tenant
 */
public record Authority(Scopes scopes, boolean administrator, boolean deleter) {
    /** Being a valid caller is enough. */
    public static final Authority ANY = new Authority(Scopes.NONE, false);

    /** The caller's user must administer its tenant. */
    public static final Authority ADMINISTRATOR = new Authority(Scopes.NONE, true);

    /** The caller's user must be one that may delete. */
    public static final Authority DELETER = new Authority(Scopes.NONE, false, true);

    public Authority(Scopes scopes, boolean administrator) {
        this(scopes, administrator, false);
    }

    /** The caller's token must have this scope. */
    public static Authority scope(String name) {
        return new Authority(Scopes.of(name), false);
    }
}
