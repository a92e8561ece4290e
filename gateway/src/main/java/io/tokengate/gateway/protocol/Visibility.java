package io.tokengate.gateway.protocol;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;

/**
 * Which tokens a caller is told of: those of its own tenant, and all of them if that is the tenant that administers the
 * installation (docs/adr/0040-one-verdict-many-protocols.md). Any other token is unknown to it.
 */
public final class Visibility {
    private static final Verification UNKNOWN = new Rejected(Rejection.UNKNOWN, null);

    private final long installation;

    /**
     * For one installation.
     *
     * @param installation the key of the tenant that administers it
     */
    public Visibility(long installation) {
        this.installation = installation;
    }

    /** The verdict as the caller may know it. */
    public Verification seenBy(ApiToken caller, Verification verdict) {
        ApiToken token = switch (verdict) {
            case Verified(ApiToken good) -> good;
            case Rejected(var reason, var bad) -> bad;
        };
        return token == null || sees(caller, token) ? verdict : UNKNOWN;
    }

    private boolean sees(ApiToken caller, ApiToken token) {
        long tenant = caller.tenant().id();
        return tenant == installation || tenant == token.tenant().id();
    }
}
