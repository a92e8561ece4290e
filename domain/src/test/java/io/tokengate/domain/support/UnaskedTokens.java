package io.tokengate.domain.support;

import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenRef;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fails on every call; a test overrides those that it expects. */
public class UnaskedTokens implements TokenRepository {
    @Override
    public Mono<ApiToken> findByDigest(TokenDigest digest) {
        throw new AssertionError("findByDigest");
    }

    @Override
    public Mono<ApiToken> findById(TokenId id) {
        throw new AssertionError("findById");
    }

    @Override
    public Mono<ApiToken> find(TokenRef ref) {
        throw new AssertionError("find");
    }

    @Override
    public Mono<ApiToken> findForUpdate(TokenRef ref) {
        throw new AssertionError("findForUpdate");
    }

    @Override
    public Flux<ApiToken> list(TokenQuery query) {
        throw new AssertionError("list");
    }

    @Override
    public Mono<Long> count(TokenFilter filter) {
        throw new AssertionError("count");
    }

    @Override
    public Mono<ApiToken> insert(NewToken token) {
        throw new AssertionError("insert");
    }

    @Override
    public Mono<Void> update(ApiToken token) {
        throw new AssertionError("update");
    }

    @Override
    public Mono<Void> revoke(TokenId id, Instant at) {
        throw new AssertionError("revoke");
    }

    @Override
    public Mono<Long> revokeOwnedBy(long ownerId, Instant at) {
        throw new AssertionError("revokeOwnedBy");
    }
}
