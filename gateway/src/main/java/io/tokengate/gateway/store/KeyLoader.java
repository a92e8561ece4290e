package io.tokengate.gateway.store;

import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks for new keys of one kind every minute, so that a key added now is known to all replicas before it is used. */
public final class KeyLoader {
    private static final Logger LOG = LoggerFactory.getLogger(KeyLoader.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String kind;
    private final Mono<Void> load;

    private KeyLoader(String kind, Mono<Void> load) {
        this.kind = kind;
        this.load = load;
    }

    /** For the keys of the checksums at the end of secrets. */
    public static KeyLoader checksum(DatabaseClient database, ChecksumKeys keys) {
        return of("checksum", database, Query.CHECKSUM_KEYS, keys::load);
    }

    /** For the keys of signed answers. */
    public static KeyLoader signing(DatabaseClient database, SigningKeys keys) {
        return of("signing", database, Query.SIGNING_KEYS, keys::load);
    }

    private static <K> KeyLoader of(String kind, DatabaseClient database, Query<K> query, Consumer<List<K>> use) {
        return new KeyLoader(
                kind,
                StoreErrors.translated(
                                database.sql(query.sql()).map(query.row()).all())
                        .collectList()
                        .timeout(LIMIT)
                        .filter(loaded -> !loaded.isEmpty())
                        .doOnNext(use)
                        .then());
    }

    /** Reads the keys now; completes when they are in use. Where there is none any more, the known ones stay. */
    public Mono<Void> load() {
        return load;
    }

    /** Goes on reading them until it is disposed; a failed read is tried again at the next turn. */
    public Disposable keepLoading() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> load.onErrorResume(failure -> {
                    LOG.warn("{} keys were not read: {}", kind, failure.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }
}
