package io.tokengate.domain.verify;

import io.tokengate.domain.token.TokenSecret;
import reactor.core.publisher.Mono;

/**
 * Tells whether a presented token is good: the one question that every verification protocol asks. Concerns such as
 * caching and metrics are decorators of this interface.
 */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Judges a presented text of any dialect.
     *
     * @return exactly one verdict, never empty; an error signal if it cannot be known now, which is no verdict
     */
    Mono<Verification> verify(TokenSecret presented);
}
