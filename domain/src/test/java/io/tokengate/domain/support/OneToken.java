package io.tokengate.domain.support;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.domain.token.TokenSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knows one token, lists it three times over, and records what is written without changing it. */
public final class OneToken extends UnaskedTokens {
    private static final int LISTED = 3;

    private final ApiToken token;
    private final TokenDigest digest;
    private final List<ApiToken> updated = new ArrayList<>();
    private final List<NewToken> inserted = new ArrayList<>();
    private final List<TokenId> revoked = new ArrayList<>();

    public OneToken(ApiToken token, TokenSecret secret) {
        this.token = token;
        this.digest = TokenHasher.digest(secret);
    }

    public List<ApiToken> updated() {
        return updated;
    }

    public List<NewToken> inserted() {
        return inserted;
    }

    public List<TokenId> revoked() {
        return revoked;
    }

    @Override
    public Mono<ApiToken> findByDigest(TokenDigest wanted) {
        return Mono.just(token).filter(found -> wanted.equals(digest));
    }

    @Override
    public Mono<ApiToken> findForUpdate(TokenRef ref) {
        return Mono.just(token).filter(found -> found.ref().equals(ref));
    }

    @Override
    public Flux<ApiToken> list(TokenQuery query) {
        return Flux.just(token).repeat(LISTED - 1).take(query.limit());
    }

    @Override
    public Mono<Long> count(TokenFilter filter) {
        return Mono.just((long) LISTED);
    }

    @Override
    public Mono<ApiToken> insert(NewToken stored) {
        return Mono.fromSupplier(() -> {
            inserted.add(stored);
            return token;
        });
    }

    @Override
    public Mono<Void> update(ApiToken changed) {
        return Mono.fromRunnable(() -> updated.add(changed));
    }

    @Override
    public Mono<Void> revoke(TokenId id, Instant at) {
        return Mono.fromRunnable(() -> revoked.add(id));
    }
}
