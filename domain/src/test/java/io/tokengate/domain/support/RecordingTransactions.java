package io.tokengate.domain.support;

import io.tokengate.domain.store.Transactions;
import reactor.core.publisher.Mono;

/** Counts how transactions end. */
public final class RecordingTransactions implements Transactions {
    private int committed;
    private int rolledBack;

    public int committed() {
        return committed;
    }

    public int rolledBack() {
        return rolledBack;
    }

    @Override
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return work.doOnSuccess(value -> committed++).doOnError(failure -> rolledBack++);
    }
}
