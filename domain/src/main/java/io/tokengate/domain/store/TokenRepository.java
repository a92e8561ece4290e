package io.tokengate.domain.store;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenRef;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where tokens are kept. Inside {@link Transactions} every call takes part in the transaction. An error signal means
 * that the store could not do it, {@link StoreException.Unavailable} if it may later; emptiness is an answer. Signals
 * arrive on threads of the store.
 */
public interface TokenRepository {
    /** The token of this digest, also a revoked, disabled or expired one; empty if there is none. */
    Mono<ApiToken> findByDigest(TokenDigest digest);

    /** The token of this key, also a revoked one; empty if there is none. */
    Mono<ApiToken> findById(TokenId id);

    /** The token of this name; empty if there is none or it was revoked. */
    Mono<ApiToken> find(TokenRef ref);

    /** As {@link #find}, and locks it until the transaction ends. */
    Mono<ApiToken> findForUpdate(TokenRef ref);

    /** A stretch of a list; streamed, so it may be long. */
    Flux<ApiToken> list(TokenQuery query);

    /** How many tokens match; exactly one value. */
    Mono<Long> count(TokenFilter filter);

    /**
     * Stores a new token.
     *
     * @return the token as stored; error {@link StoreException.Conflict} if its public id, digest or name is taken
     */
    Mono<ApiToken> insert(NewToken token);

    /**
     * Stores a locked token's name, enabled flag, scopes, {@code updatedAt} and {@code modifiedAt}, and counts its
     * revision up.
     */
    Mono<Void> update(ApiToken token);

    /** Revokes a locked token for good. */
    Mono<Void> revoke(TokenId id, Instant at);

    /** Revokes all tokens of an owner that are not yet; tells how many. */
    Mono<Long> revokeOwnedBy(long ownerId, Instant at);
}
