package io.tokengate.gateway.store;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.TokenId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Keeps the last use of each token in memory and writes them all with one statement a second, so that a use costs a map
 * entry and no query. The statement takes its locks in the order of ids: two replicas that flush the same tokens in
 * different orders would deadlock. Bounded: past {@value #MAX_TOKENS} tokens of one interval further ones are dropped
 * and counted.
 */
public final class BatchedUsageRecorder implements UsageRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(BatchedUsageRecorder.class);
    private static final int MAX_TOKENS = 100_000;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

    private static final String FLUSH = """
            insert into token_usage as known (token_id, last_used_at, address)
            select used.id, timestamptz 'epoch' + used.at * interval '1 millisecond', nullif(used.address, '')
              from unnest($1::bigint[], $2::bigint[], $3::text[]) as used (id, at, address)
              join token on token.id = used.id
             order by used.id
            on conflict (token_id) do update
               set last_used_at = greatest(known.last_used_at, excluded.last_used_at),
                   address = case when excluded.last_used_at >= known.last_used_at
                                  then excluded.address else known.address end
            """;

    private record Use(Instant at, @Nullable InetAddress address) {
        /** As it is stored; empty if it is not known. */
        String text() {
            return address == null ? "" : address.getHostAddress();
        }
    }

    private final DatabaseClient database;
    private final Map<Long, Use> pending = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();

    /** One flush follows another, so that no two threads are here at once. */
    private volatile boolean failing;

    /** Begins to flush at once; {@link #close} ends it. */
    public BatchedUsageRecorder(DatabaseClient database) {
        this.database = database;
        Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .takeUntilOther(closing.asMono())
                .concatMap(tick -> flush(), 1)
                .doOnTerminate(ended::tryEmitEmpty)
                .subscribe();
    }

    @Override
    public void record(TokenId token, Instant at, @Nullable InetAddress address) {
        keep(token.value(), new Use(at, address));
    }

    /** How many uses were never written, since the process began. */
    public long dropped() {
        return dropped.sum();
    }

    /** Ends the flushing, but for what is being written, and writes what is left; completes when that is done or failed. */
    public Mono<Void> close() {
        closing.tryEmitEmpty();
        return ended.asMono().then(flush());
    }

    private void keep(long token, Use use) {
        if (pending.size() >= MAX_TOKENS && !pending.containsKey(token)) {
            dropped.increment();
            return;
        }
        pending.merge(token, use, BatchedUsageRecorder::later);
    }

    private Mono<Void> flush() {
        return Mono.defer(() -> {
            Map<Long, Use> batch = drain();
            return batch.isEmpty() ? Mono.empty() : write(batch);
        });
    }

    private Map<Long, Use> drain() {
        Map<Long, Use> batch = new TreeMap<>();
        for (Long token : List.copyOf(pending.keySet())) {
            Use use = pending.remove(token);
            if (use != null) {
                batch.put(token, use);
            }
        }
        return batch;
    }

    private Mono<Void> write(Map<Long, Use> batch) {
        Long[] ids = batch.keySet().toArray(Long[]::new);
        Long[] times =
                batch.values().stream().map(use -> use.at().toEpochMilli()).toArray(Long[]::new);
        String[] addresses = batch.values().stream().map(Use::text).toArray(String[]::new);
        return database.sql(FLUSH)
                .bind(0, ids)
                .bind(1, times)
                .bind(2, addresses)
                .then()
                .timeout(FLUSH_LIMIT)
                .doOnSuccess(written -> succeeded())
                .onErrorResume(failure -> keepForNextTime(batch, failure));
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("Last uses are written again");
        }
    }

    /** Said once: an outage of an hour has as many tries as it has seconds. */
    private Mono<Void> keepForNextTime(Map<Long, Use> batch, Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warn(
                    "{} last uses, and those to come, are kept until they can be written: {}",
                    batch.size(),
                    failure.toString());
        }
        batch.forEach(this::keep);
        return Mono.empty();
    }

    private static Use later(Use one, Use other) {
        return other.at().isBefore(one.at()) ? one : other;
    }
}
