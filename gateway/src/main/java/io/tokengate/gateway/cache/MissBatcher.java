package io.tokengate.gateway.cache;

import io.tokengate.domain.store.StoreException;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store for missing tokens, many in one query. A first miss is sent at once; while all queries are under way
 * further ones gather, and go together with the next. So an idle gateway waits for nothing, and a busy one asks for many
 * tokens at a time. Tokens whose checksum is right go first: made-up ones cannot push them back.
 *
 * <p>The queues are bounded by {@link CachingTokenVerifier}, which counts flights. Safe for many threads.
 */
final class MissBatcher {
    private final TokenLookup lookup;
    private final CacheSettings settings;
    private final Clocks clocks;
    private final IntConsumer batches;
    private final Landings landings;
    private final Queue<Flight> checked = new ConcurrentLinkedQueue<>();
    private final Queue<Flight> unchecked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queries = new AtomicInteger();

    /**
     * Asks a store.
     *
     * @param batches is told the size of each query
     * @param landings is told how each flight ends
     */
    MissBatcher(TokenLookup lookup, CacheSettings settings, Clocks clocks, IntConsumer batches, Landings landings) {
        this.lookup = lookup;
        this.settings = settings;
        this.clocks = clocks;
        this.batches = batches;
        this.landings = landings;
    }

    /** How flights end. */
    interface Landings {
        /** The store has answered: the token, or null if there is none. */
        void landed(Flight flight, @Nullable ApiToken token);

        /** The store could not be asked. */
        void failed(Flight flight, Throwable failure);
    }

    /** Takes a flight, which lands or fails later, on a thread of the store. */
    void submit(Flight flight) {
        (flight.isChecked() ? checked : unchecked).add(flight);
        drain();
    }

    private void drain() {
        while (begin()) {
            List<Flight> batch = take();
            if (batch.isEmpty()) {
                queries.decrementAndGet();
                // Someone may have come after the look and before the place was free again.
                if (checked.isEmpty() && unchecked.isEmpty()) {
                    return;
                }
            } else {
                send(batch);
            }
        }
    }

    private boolean begin() {
        int under = queries.get();
        while (under < settings.maxQueries()) {
            if (queries.compareAndSet(under, under + 1)) {
                return true;
            }
            under = queries.get();
        }
        return false;
    }

    private List<Flight> take() {
        List<Flight> batch = new ArrayList<>();
        take(checked, batch);
        take(unchecked, batch);
        return batch;
    }

    private void take(Queue<Flight> from, List<Flight> batch) {
        while (batch.size() < settings.maxBatch()) {
            Flight flight = from.poll();
            if (flight == null) {
                return;
            }
            batch.add(flight);
        }
    }

    private void send(List<Flight> batch) {
        long now = clocks.nanos();
        batch.forEach(flight -> flight.sent(now));
        batches.accept(batch.size());
        List<TokenDigest> digests = batch.stream().map(Flight::digest).toList();
        lookup.findByDigests(digests)
                .timeout(settings.loadLimit())
                .onErrorMap(
                        TimeoutException.class, e -> new StoreException.Unavailable("the database took too long", e))
                .doFinally(signal -> finished())
                .subscribe(
                        found -> batch.forEach(flight -> landings.landed(flight, found.get(flight.digest()))),
                        failure -> batch.forEach(flight -> landings.failed(flight, failure)));
    }

    private void finished() {
        queries.decrementAndGet();
        drain();
    }
}
