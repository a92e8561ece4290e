package io.tokengate.gateway.resilience;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What every piece of work on the store runs under: a statement of its own, or a transaction as a whole. All of it is cold
 * and signals {@link io.tokengate.domain.store.StoreException} where the store fails.
 */
public interface StoreGuard {
    /** One answer of what may as well be asked twice. */
    <T> Mono<T> read(Mono<T> work);

    /** Rows that are streamed or take their time, of what may as well be asked twice. */
    <T> Flux<T> list(Flux<T> work);

    /** What must not be done twice. */
    <T> Mono<T> change(Mono<T> work);
}
