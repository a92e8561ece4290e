package io.tokengate.gateway.cache;

import com.github.benmanes.caffeine.cache.Interner;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;

/** Shares what many tokens have alike: a million of them live in memory, of few owners and few sets of scopes. */
final class TokenInterner {
    private final Interner<DialectName> dialects = Interner.newWeakInterner();
    private final Interner<Tenant> tenants = Interner.newWeakInterner();
    private final Interner<Owner> owners = Interner.newWeakInterner();
    private final Interner<Scopes> scopes = Interner.newWeakInterner();

    /** An equal token whose parts are shared. */
    ApiToken intern(ApiToken token) {
        return new ApiToken(
                token.id(),
                dialects.intern(token.dialect()),
                token.publicId(),
                tenants.intern(token.tenant()),
                owners.intern(token.owner()),
                token.name(),
                scopes.intern(token.scopes()),
                token.personal(),
                token.enabled(),
                token.createdAt(),
                token.updatedAt().equals(token.createdAt()) ? token.createdAt() : token.updatedAt(),
                token.modifiedAt(),
                token.expiresAt(),
                token.revokedAt(),
                token.revision(),
                token.lastUse());
    }
}
