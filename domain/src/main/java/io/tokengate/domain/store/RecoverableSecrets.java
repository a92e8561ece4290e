package io.tokengate.domain.store;

import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenSecret;
import reactor.core.publisher.Mono;

/**
 * Keeps secrets so that they can be shown again, for a dialect whose contract shows them at every read, and only where
 * the operator gave keys for it; else it keeps nothing. Rules of threads and errors as in {@link TokenRepository}.
 */
public interface RecoverableSecrets {
    /** Keeps a new token's secret, as part of the present transaction. It is forgotten when the token is revoked. */
    Mono<Void> keep(TokenId token, TokenSecret secret);

    /** The secret of a token; empty if it was not kept, or cannot be read here. */
    Mono<TokenSecret> find(TokenId token);
}
