package io.tokengate.gateway.cache;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The primary, as far as verification sees it: tokens, owners, and the log of what changed. Single-threaded. */
final class SimulatedDatabase {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<TokenDigest, ApiToken> tokens = new HashMap<>();
    private final Map<Long, Owner> owners = new HashMap<>();
    private final List<Change> log = new ArrayList<>();
    private final Tenant tenant = new Tenant(1, new UUID(0, 1), "t", true);
    private int history;

    /** Work that changes something, committed when it is subscribed to. */
    final Transactions transactions = new Transactions() {
        @Override
        public <T> Mono<T> inTransaction(Mono<T> work) {
            return work;
        }
    };

    void create(TokenDigest digest, long owner, @Nullable Instant expiresAt) {
        owners.computeIfAbsent(owner, id -> new Owner(id, new UUID(0, id), "u" + id, Set.of(Role.USER), true));
        ApiToken token = new ApiToken(
                new TokenId(tokens.size() + 1),
                new DialectName("native"),
                "id-" + tokens.size(),
                tenant,
                owner(owner),
                "name",
                Scopes.of("a"),
                false,
                true,
                CREATED,
                CREATED,
                null,
                expiresAt,
                null,
                1,
                null);
        tokens.put(digest, token);
        log.add(new Change.Token(digest));
    }

    void enable(TokenDigest digest, boolean enabled) {
        change(digest, token -> with(token, enabled, token.revokedAt()));
    }

    void revoke(TokenDigest digest) {
        change(digest, token -> with(token, token.enabled(), CREATED));
    }

    void activate(long id, boolean active) {
        owners.computeIfPresent(
                id, (same, owner) -> new Owner(id, owner.publicId(), owner.username(), owner.roles(), active));
        log.add(new Change.Owner(id));
    }

    /** Restores an older state, or fails over to a server that lacked the newest: the log goes on elsewhere. */
    void changeHistory(Map<TokenDigest, ApiToken> restored) {
        tokens.clear();
        tokens.putAll(restored);
        log.clear();
        history++;
    }

    Map<TokenDigest, ApiToken> copy() {
        return Map.copyOf(tokens);
    }

    int history() {
        return history;
    }

    int position() {
        return log.size();
    }

    List<Change> since(int position) {
        return List.copyOf(log.subList(position, log.size()));
    }

    /** A token as it is now, with its owner as that is now. */
    @Nullable
    ApiToken find(TokenDigest digest) {
        ApiToken token = tokens.get(digest);
        return token == null ? null : with(token, token.enabled(), token.revokedAt());
    }

    private void change(TokenDigest digest, UnaryOperator<ApiToken> change) {
        tokens.computeIfPresent(digest, (same, token) -> change.apply(token));
        log.add(new Change.Token(digest));
    }

    private Owner owner(long id) {
        Owner owner = owners.get(id);
        if (owner == null) {
            throw new IllegalStateException("no owner " + id);
        }
        return owner;
    }

    private ApiToken with(ApiToken token, boolean enabled, @Nullable Instant revokedAt) {
        return new ApiToken(
                token.id(),
                token.dialect(),
                token.publicId(),
                token.tenant(),
                owner(token.owner().id()),
                token.name(),
                token.scopes(),
                token.personal(),
                enabled,
                token.createdAt(),
                token.updatedAt(),
                token.modifiedAt(),
                token.expiresAt(),
                revokedAt,
                token.revision() + 1,
                token.lastUse());
    }
}
