package io.tokengate.gateway.store;

import io.tokengate.domain.secret.SigningKey;
import io.tokengate.domain.secret.SigningKeys;
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

/** Looks for new signing keys every minute, so that a key added now is shown by all before it signs. */
public final class SigningKeyLoader {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyLoader.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DatabaseClient database;
    private final SigningKeys keys;

    public SigningKeyLoader(DatabaseClient database, SigningKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Reads the keys now; completes when they are in use. Where there is none any more, the known ones stay. */
    public Mono<Void> load() {
        return StoreErrors.translated(database.sql("select id, seed, signs_from from signing_key")
                        .map(row -> new SigningKey(
                                Objects.requireNonNull(row.get(0, Integer.class)),
                                Objects.requireNonNull(row.get(1, byte[].class)),
                                Objects.requireNonNull(row.get(2, Instant.class))))
                        .all())
                .collectList()
                .timeout(LIMIT)
                .filter(loaded -> !loaded.isEmpty())
                .doOnNext((List<SigningKey> loaded) -> keys.load(loaded))
                .then();
    }

    /** Goes on reading them until it is disposed; a failed read is tried again at the next turn. */
    public Disposable keepLoading() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> load().onErrorResume(failure -> {
                    LOG.warn("signing keys were not read: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }
}
