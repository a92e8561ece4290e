package io.tokengate.gateway.cache;

import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What lies between one replica and the database: each call takes a while on its way there and a while on its way back,
 * and what it sees is what is there in between.
 */
final class SimulatedLink implements TokenChanges, TokenLookup {
    private final SimulatedDatabase database;
    private final Sinks.Many<Hint> hints = Sinks.many().multicast().directBestEffort();
    private int history = -1;
    private int position;

    private record Seen(Changes changes, int history, int position) {}

    /** How long a call is on its way, one way. */
    Supplier<Duration> way = () -> Duration.ofMillis(1);

    /** The database's clock. */
    Supplier<Instant> clock = () -> Instant.EPOCH;

    /** Whether the pool's queries get through. */
    boolean queries = true;

    /** Whether reads of the log get through. */
    boolean reads = true;

    /** Whether a call that does not get through hangs rather than fails. */
    boolean hangs;

    /** Whether hints get through. */
    boolean hinted = true;

    int queryCount;
    int readCount;
    int asked;

    SimulatedLink(SimulatedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Map<TokenDigest, ApiToken>> findByDigests(Collection<TokenDigest> digests) {
        return Mono.defer(() -> {
            queryCount++;
            asked += digests.size();
            return call(() -> queries, () -> found(digests));
        });
    }

    @Override
    public Mono<Changes> read(Duration limit) {
        return Mono.defer(() -> {
                    readCount++;
                    return call(() -> reads, this::news).map(this::arrived);
                })
                .timeout(limit, Mono.error(() -> new Unavailable("too slow", null)));
    }

    @Override
    public Flux<Hint> hints() {
        return hints.asFlux();
    }

    @Override
    public void hint() {
        // The others' links are told by whoever runs the simulation.
    }

    /** Another replica's hint arrives. */
    void hinted() {
        if (hinted) {
            hints.tryEmitNext(Hint.CHANGED);
        }
    }

    private <T> Mono<T> call(Supplier<Boolean> open, Supplier<T> look) {
        return Mono.delay(way.get()).flatMap(there -> {
            if (!open.get()) {
                return hangs ? Mono.never() : Mono.error(new Unavailable("cut", null));
            }
            T seen = look.get();
            return Mono.delay(way.get())
                    .flatMap(back ->
                            open.get() ? Mono.just(seen) : Mono.<T>error(new Unavailable("cut on the way back", null)));
        });
    }

    private Map<TokenDigest, ApiToken> found(Collection<TokenDigest> digests) {
        Map<TokenDigest, ApiToken> found = new HashMap<>();
        for (TokenDigest digest : digests) {
            ApiToken token = database.find(digest);
            if (token != null) {
                found.put(digest, token);
            }
        }
        return found;
    }

    private Seen news() {
        boolean same = history == database.history();
        Changes changes = same
                ? new Changes(null, database.since(position), Duration.ZERO, clock.get())
                : new Changes("another history", List.of(), Duration.ZERO, clock.get());
        return new Seen(changes, database.history(), database.position());
    }

    /** What is lost on the way back is read again the next time: the last read that succeeded counts. */
    private Changes arrived(Seen seen) {
        history = seen.history;
        position = seen.position;
        return seen.changes;
    }
}
