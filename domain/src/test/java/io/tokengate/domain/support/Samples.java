package io.tokengate.domain.support;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.User;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token, its owner and tenant, all in order unless a test asks for something else. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final Instant CREATED = NOW.minusSeconds(60);
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final DialectName DIALECT = new DialectName("kps");
    public static final UUID SOME_ID = new UUID(1, 2);

    private Samples() {}

    /** A good token. */
    public static ApiToken token() {
        return token(null, null, tenant(true), owner(true), true);
    }

    public static ApiToken token(
            @Nullable Instant revokedAt, @Nullable Instant expiresAt, Tenant tenant, Owner owner, boolean enabled) {
        return new ApiToken(
                new TokenId(3),
                DIALECT,
                "public",
                tenant,
                owner,
                "name",
                Scopes.of("read", "write"),
                false,
                enabled,
                CREATED,
                CREATED,
                null,
                expiresAt,
                revokedAt,
                1,
                null);
    }

    public static Tenant tenant(boolean active) {
        return new Tenant(1, SOME_ID, "tenant", active);
    }

    public static Owner owner(boolean active, Role... roles) {
        return new Owner(2, SOME_ID, "owner", Set.of(roles), active);
    }

    public static User user(boolean active, Role... roles) {
        return new User(2, SOME_ID, 1, "owner", "owner@example.org", Set.of(roles), active, true, CREATED, CREATED, 1);
    }
}
