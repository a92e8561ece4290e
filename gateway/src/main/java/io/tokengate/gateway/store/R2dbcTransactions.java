package io.tokengate.gateway.store;

import io.tokengate.domain.store.Transactions;
import io.tokengate.gateway.resilience.StoreGuard;
import java.time.Duration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Transactions on the primary, detached from whoever waits for them. */
public final class R2dbcTransactions implements Transactions {
    private final TransactionalOperator operator;
    private final StoreGuard guard;
    private final Duration limit;

    /**
     * Runs work by Spring's operator.
     *
     * @param guard has each transaction as a whole, and to its end, since no client's cancel reaches it
     * @param limit a transaction that takes longer is rolled back
     */
    public R2dbcTransactions(TransactionalOperator operator, StoreGuard guard, Duration limit) {
        this.operator = operator;
        this.guard = guard;
        this.limit = limit;
    }

    @Override
    public <T> Mono<T> inTransaction(Mono<T> work) {
        // A future of its own: the client may hang up, the change still commits or rolls back as a whole.
        return Mono.deferContextual(context -> Mono.fromFuture(
                guard.change(StoreErrors.translated(GuardedDatabase.inside(work)
                                .as(operator::transactional)
                                .timeout(limit)))
                        .contextWrite(context)
                        .toFuture(),
                true));
    }
}
