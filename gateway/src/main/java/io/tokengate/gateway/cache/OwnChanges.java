package io.tokengate.gateway.cache;

import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.store.Transactions;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Applies the changes that this replica commits to what it knows, before they are acknowledged: clients disable a token
 * and use it in the very next request. It reads them back from the change log, which tells them all, also those that a
 * trigger or a cascade made. The other replicas are given a hint.
 */
final class OwnChanges implements Transactions {
    private final Transactions transactions;
    private final TokenChanges log;
    private final ChangeFeed feed;
    private final Generations generations;
    private final Clocks clocks;

    OwnChanges(Transactions transactions, TokenChanges log, ChangeFeed feed, Generations generations, Clocks clocks) {
        this.transactions = transactions;
        this.log = log;
        this.feed = feed;
        this.generations = generations;
        this.clocks = clocks;
    }

    @Override
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return transactions
                .inTransaction(work)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(value -> applied().then(Mono.justOrEmpty(value)));
    }

    /** Never fails: the change is committed. Where the log cannot be read back, all that is known is forgotten. */
    private Mono<Void> applied() {
        return Mono.defer(() -> {
            log.hint();
            return feed.after(clocks.nanos()).onErrorResume(failure -> {
                generations.forget();
                return Mono.empty();
            });
        });
    }
}
