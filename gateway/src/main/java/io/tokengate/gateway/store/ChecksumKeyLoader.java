package io.tokengate.gateway.store;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks for new checksum keys every minute, so that a key added now is known to all before it issues. */
public final class ChecksumKeyLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ChecksumKeyLoader.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DatabaseClient database;
    private final ChecksumKeys keys;

    public ChecksumKeyLoader(DatabaseClient database, ChecksumKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Reads the keys now; completes when they are in use. */
    public Mono<Void> load() {
        return StoreErrors.translated(database.sql("select id, key, issues_from from checksum_key")
                        .map(row -> new ChecksumKey(
                                Objects.requireNonNull(row.get(0, Integer.class)),
                                Objects.requireNonNull(row.get(1, byte[].class)),
                                Objects.requireNonNull(row.get(2, Instant.class))))
                        .all())
                .collectList()
                .timeout(LIMIT)
                .doOnNext((List<ChecksumKey> loaded) -> keys.load(loaded))
                .then();
    }

    /** Goes on reading them until it is disposed; a failed read is tried again at the next turn. */
    public Disposable keepLoading() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> load().onErrorResume(failure -> {
                    LOG.warn("checksum keys were not read: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }
}
