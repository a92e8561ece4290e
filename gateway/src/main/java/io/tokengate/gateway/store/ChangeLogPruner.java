package io.tokengate.gateway.store;

import io.tokengate.domain.store.Transactions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Removes rows of the change log that every reader has read or given up on: those below the oldest transaction that was
 * running a long time ago by the database's clock. Ages of rows alone would not do, since a slow transaction commits old
 * rows. Whoever had not read them after all finds the floor raised, and begins anew.
 */
public final class ChangeLogPruner {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogPruner.class);
    private static final Duration LEAST = Duration.ofHours(1);
    private static final int BUDGETS = 10;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Duration keep;
    private final Duration interval;
    private final int batch;

    /**
     * Prunes on connections of the pool.
     *
     * @param keep the least age of a row that is removed; see {@link #keepFor}
     * @param interval from one run to the next, more or less
     * @param batch rows removed in one transaction at most, of each kind
     */
    public ChangeLogPruner(
            DatabaseClient database, Transactions transactions, Duration keep, Duration interval, int batch) {
        this.database = database;
        this.transactions = transactions;
        this.keep = keep;
        this.interval = interval;
        this.batch = batch;
    }

    /** For how long to keep rows where a reader may be cut off for so long: ten times that, and an hour at least. */
    public static Duration keepFor(Duration budget) {
        Duration wanted = budget.multipliedBy(BUDGETS);
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted;
    }

    /** Prunes now; how many rows went. None if another replica is at it. */
    public Mono<Long> prune() {
        return transaction()
                .expand(removed -> removed.isFull(batch) ? transaction() : Mono.empty())
                .map(removed -> removed.old() + removed.foreign())
                .reduce(0L, Long::sum);
    }

    /**
     * Goes on pruning until it is disposed: first within a tenth of the interval, since a log that was restored is best
     * cleaned at once, then at intervals that vary, so that replicas spread.
     */
    public Disposable keepPruning() {
        Mono<Void> first = pruneAfter(0, interval.toMillis() / 10);
        Mono<Void> next = Mono.defer(() -> pruneAfter(interval.toMillis() * 3 / 4, interval.toMillis() * 5 / 4));
        return first.thenMany(next.repeat()).subscribe();
    }

    /** What one transaction removed. */
    private record Removed(long old, long foreign) {
        private static final Removed NOTHING = new Removed(0, 0);

        private boolean isFull(int batch) {
            return old >= batch || foreign >= batch;
        }
    }

    private Mono<Removed> transaction() {
        Mono<Removed> work = database.sql(ChangeLogPruneSql.LOCK)
                .mapValue(Boolean.class)
                .one()
                .flatMap(locked -> locked ? move().then(remove()) : Mono.just(Removed.NOTHING));
        return transactions.inTransaction(work);
    }

    private Mono<Void> move() {
        return update(ChangeLogPruneSql.FORGET_MARKS)
                .then(update(ChangeLogPruneSql.MARK, interval.toMillis() / 2))
                .then(update(ChangeLogPruneSql.REPLACE_FLOOR))
                .then(update(ChangeLogPruneSql.RAISE_FLOOR, keep.toMillis()))
                .then(update(ChangeLogPruneSql.DROP_MARKS, keep.toMillis()))
                .then();
    }

    private Mono<Removed> remove() {
        return update(ChangeLogPruneSql.DELETE_OLD, keep.toMillis(), batch)
                .flatMap(old ->
                        update(ChangeLogPruneSql.DELETE_FOREIGN, batch).map(foreign -> new Removed(old, foreign)));
    }

    private Mono<Long> update(String sql, long... values) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(sql);
        for (int i = 0; i < values.length; i++) {
            statement = statement.bind(i, values[i]);
        }
        return statement.fetch().rowsUpdated();
    }

    private Mono<Void> pruneAfter(long leastMillis, long mostMillis) {
        long delay = ThreadLocalRandom.current().nextLong(leastMillis, mostMillis + 1);
        return Mono.delay(Duration.ofMillis(delay))
                .then(prune())
                .doOnNext(ChangeLogPruner::tell)
                .onErrorResume(failure -> {
                    LOG.warn("the change log was not pruned: {}", failure.toString());
                    return Mono.empty();
                })
                .then();
    }

    private static void tell(long removed) {
        if (removed > 0) {
            LOG.debug("{} rows of the change log were removed", removed);
        }
    }
}
