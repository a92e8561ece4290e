package io.tokengate.gateway.support;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.verify.CallerScopes;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Tokens that are in no store, for tests that choose the verdict. */
public final class ApiTokens {
    /** The tenant of all of them. */
    public static final long TENANT = 7;

    private static final Instant NOW = Instant.parse("2026-11-24T08:15:30.144Z");

    private ApiTokens() {}

    /** A native one that may verify. */
    public static ApiToken verifier() {
        return token(1, DialectName.NATIVE, "caller", "john.smith", Scopes.of(CallerScopes.VERIFY));
    }

    /** A native one that may review. */
    public static ApiToken reviewer() {
        return token(1, DialectName.NATIVE, "caller", "john.smith", Scopes.of(CallerScopes.REVIEW));
    }

    /** One of this name. */
    public static ApiToken named(String name) {
        return token(2, new DialectName("dynatrace"), name, "john.smith", Scopes.of("logs.read", "metrics.read"));
    }

    /** One of this owner. */
    public static ApiToken ownedBy(String username, String... scopes) {
        return token(2, new DialectName("dynatrace"), "ci", username, Scopes.of(scopes));
    }

    private static ApiToken token(long id, DialectName dialect, String name, String username, Scopes scopes) {
        return new ApiToken(
                new TokenId(id),
                dialect,
                "id-" + id,
                new Tenant(TENANT, new UUID(0, TENANT), "tenant", true),
                new Owner(3, new UUID(0, 3), username, Set.of(Role.USER), true),
                name,
                scopes,
                false,
                true,
                NOW,
                NOW,
                null,
                null,
                null,
                1,
                null);
    }
}
