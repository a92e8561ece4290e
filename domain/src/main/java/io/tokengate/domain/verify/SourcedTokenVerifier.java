package io.tokengate.domain.verify;

import io.tokengate.domain.token.TokenSecret;
import reactor.core.publisher.Mono;

/** Verifies as {@link TokenVerifier} does, and tells what the verdict rests on. */
@FunctionalInterface
public interface SourcedTokenVerifier {
    /**
     * Judges a presented text of any dialect. The verdict may be chosen at this call rather than at the subscription, so
     * subscribe at once, and once.
     *
     * @return exactly one verdict, never empty; an error signal if it cannot be known now, which is no verdict
     */
    Mono<Verdict> verify(TokenSecret presented);
}
