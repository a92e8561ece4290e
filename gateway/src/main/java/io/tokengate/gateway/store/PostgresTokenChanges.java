package io.tokengate.gateway.store;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenChanges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.netty.resources.LoopResources;

/**
 * The change log in PostgreSQL, read by comparing snapshots on a connection of its own; docs/adr/0017 has the rules and
 * what each is there for. A read that fails, takes too long or is cancelled closes the connection, since what it would
 * still answer belongs to nobody; where the last one ended is kept.
 */
public final class PostgresTokenChanges implements TokenChanges, AutoCloseable {
    /** A poll that is a little late is no gap, however strict the budget. */
    private static final Duration LEAST_BUDGET = Duration.ofSeconds(10);

    private static final Duration EMIT = Duration.ofMillis(10);

    private final Function<LoopResources, Mono<PostgresqlConnection>> sessions;
    /** One, and nobody else's: what holds other connections up does not hold up the log. */
    private final LoopResources loops = LoopResources.create("tokengate-feed", 1, 1, true, false);

    private final Duration budget;
    private final LongSupplier nanoTime;
    private final ChangeHints hints;
    private final Sinks.Many<Hint> received = Sinks.many().multicast().directBestEffort();
    private final AtomicReference<@Nullable ChangeLogConnection> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Attempt> reading = new AtomicReference<>();
    private volatile @Nullable Attempt latest;
    private volatile boolean closed;
    private volatile @Nullable ChangeLogPosition position;

    /**
     * Connects at the first read.
     *
     * @param sessions makes the connection of the log, on the given loops
     * @param database where hints are sent, on connections of its own
     * @param budget for how long what was known may be used without a read; after a longer gap the next read begins
     *     anew. Less than ten seconds count as ten
     * @param nanoTime a clock that only goes on, such as {@link System#nanoTime}
     */
    public PostgresTokenChanges(
            Function<LoopResources, Mono<PostgresqlConnection>> sessions,
            DatabaseClient database,
            Duration budget,
            LongSupplier nanoTime) {
        this.sessions = sessions;
        this.budget = budget.compareTo(LEAST_BUDGET) < 0 ? LEAST_BUDGET : budget;
        this.nanoTime = nanoTime;
        this.hints = new ChangeHints(database);
    }

    @Override
    public Mono<Changes> read(Duration limit) {
        return Mono.defer(() -> {
            Attempt attempt = new Attempt(nanoTime.getAsLong(), position);
            return reading.compareAndSet(null, attempt)
                    ? attempt.run(limit)
                    : Mono.error(new IllegalStateException("reads of the change log must not overlap"));
        });
    }

    @Override
    public Flux<Hint> hints() {
        return received.asFlux().onBackpressureLatest();
    }

    @Override
    public void hint() {
        hints.send();
    }

    /** Ends the connection, and with it a read that is under way; further ones fail. */
    @Override
    public void close() {
        closed = true;
        abandon(current.get());
        loops.dispose();
    }

    private ChangeLogConnection connection() {
        ChangeLogConnection live = current.get();
        if (live == null) {
            live = new ChangeLogConnection(
                    loops, sessions, () -> received.emitNext(Hint.CHANGED, EmitFailureHandler.busyLooping(EMIT)));
            current.set(live);
        }
        // Looked at last: whoever closes sets it first, so one of both sees the other.
        if (closed) {
            abandon(live);
            throw new Unavailable("shutting down", null);
        }
        return live;
    }

    private void abandon(@Nullable ChangeLogConnection connection) {
        if (connection != null && current.compareAndSet(connection, null)) {
            connection.close();
        }
    }

    /** One read. */
    private final class Attempt {
        private final long sent;
        private final @Nullable ChangeLogPosition from;
        private volatile boolean cancelled;

        private Attempt(long sent, @Nullable ChangeLogPosition from) {
            this.sent = sent;
            this.from = from;
        }

        private Mono<Changes> run(Duration limit) {
            latest = this;
            return Mono.defer(() -> run(limit, connection()))
                    .onErrorMap(PostgresTokenChanges::unavailable)
                    .doOnTerminate(this::end);
        }

        private Mono<Changes> run(Duration limit, ChangeLogConnection connection) {
            return connection
                    .read(isWithinBudget() ? from : null)
                    .timeout(limit)
                    .map(read -> accept(read, connection))
                    .doOnError(failure -> abandon(connection))
                    .doOnCancel(this::takeBack)
                    .doFinally(signal -> {
                        if (signal == SignalType.CANCEL) {
                            abandon(connection);
                            end();
                        }
                    });
        }

        private Changes accept(ChangeLogRead read, ChangeLogConnection connection) {
            String gap = gap(read);
            position = ChangeLogPosition.after(read, connection, sent, from);
            // Looked at last: whoever cancels sets it first, so one of both takes the position back.
            if (cancelled) {
                position = from;
            }
            return gap == null
                    ? new Changes(null, read.changes(), read.lag(), read.clock())
                    : new Changes(gap, List.of(), Duration.ZERO, read.clock());
        }

        private @Nullable String gap(ChangeLogRead read) {
            if (from == null) {
                return "the first read";
            }
            return isWithinBudget() ? from.gapBefore(read) : "nothing was read for longer than " + budget;
        }

        private boolean isWithinBudget() {
            return from != null && sent - from.sent() <= budget.toNanos();
        }

        private void end() {
            reading.compareAndSet(this, null);
        }

        /**
         * A cancel may cross the answer, and nobody knows then whether it was heard: the next read brings it again. Once
         * that one has begun, this is no longer its business.
         */
        private void takeBack() {
            if (latest == this) {
                cancelled = true;
                position = from;
            }
        }
    }

    private static Throwable unavailable(Throwable failure) {
        Throwable known = StoreErrors.translate(failure);
        // Also a log that is not there: somebody may be restoring it.
        return known instanceof Unavailable ? known : new Unavailable("the change log cannot be read", failure);
    }
}
