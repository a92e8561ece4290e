package io.tokengate.domain.store;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Finds many tokens at once, for verification. Rules of threads and errors as in {@link TokenRepository}. */
@FunctionalInterface
public interface TokenLookup {
    /**
     * The tokens of these digests on the primary, also revoked, disabled and expired ones, in one query.
     *
     * @return exactly one map, without those that there are not
     */
    Mono<Map<TokenDigest, ApiToken>> findByDigests(Collection<TokenDigest> digests);
}
