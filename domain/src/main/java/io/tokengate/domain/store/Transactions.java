package io.tokengate.domain.store;

import reactor.core.publisher.Mono;

/** Runs several calls to the store as one. */
public interface Transactions {
    /**
     * Runs the work in a transaction that commits when it completes and rolls back when it fails. Once begun it goes on
     * to its end even if the subscriber cancels, so that a caller who hangs up leaves nothing half done; the value is
     * emitted after the commit. Store calls inside the work find the transaction by Reactor's context.
     */
    <T> Mono<T> inTransaction(Mono<T> work);
}
