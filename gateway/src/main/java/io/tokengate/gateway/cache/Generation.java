package io.tokengate.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokengate.domain.store.Change;
import io.tokengate.domain.token.TokenDigest;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of tokens by one unbroken reading of the change log. When the reading breaks, a new and empty one
 * takes its place, and what is still under way for the old one lands there, where nobody looks any more.
 *
 * <p>{@link #apply} is called by one thread; everything else by any.
 */
final class Generation {
    private final Cache<TokenDigest, Slot> cache;
    private final ConcurrentMap<TokenDigest, Slot> known;
    private final Cache<TokenDigest, Absent> absent;
    private final Stamps stamps = new Stamps();
    private volatile long reads;
    private volatile long asOf;

    /**
     * An empty one.
     *
     * @param asOf long enough ago to be covered by no lease, until the first read is applied
     */
    Generation(CacheSettings settings, long asOf) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.maxWeight())
                .weigher((TokenDigest digest, Slot slot) -> slot.weight())
                // On the thread that happens to be here: no hop, and no common pool.
                .executor(Runnable::run)
                .build();
        this.known = cache.asMap();
        this.absent = Caffeine.newBuilder()
                .maximumSize(settings.maxAbsent())
                .executor(Runnable::run)
                .build();
        this.asOf = asOf;
    }

    /** How many reads of the change log have been applied. */
    long reads() {
        return reads;
    }

    /** When the last read that was applied had been sent. */
    long asOf() {
        return asOf;
    }

    @Nullable
    Slot get(TokenDigest digest) {
        return cache.getIfPresent(digest);
    }

    @Nullable
    Absent absent(TokenDigest digest) {
        return absent.getIfPresent(digest);
    }

    /** Whether nothing was seen to change of what an entry depends on. */
    boolean holds(Entry entry) {
        return stamps.hold(entry);
    }

    boolean holds(Absent none) {
        return stamps.hold(none);
    }

    /** Whether a query under way began late enough to be waited for. */
    boolean holds(Flight flight) {
        return stamps.hold(flight);
    }

    /** Puts a flight where something stood or nothing did; false if something else stands there by now. */
    boolean register(@Nullable Slot present, Flight flight) {
        return present == null
                ? known.putIfAbsent(flight.digest(), flight) == null
                : known.replace(flight.digest(), present, flight);
    }

    /**
     * Keeps what a flight brought, unless a change has removed the flight since. Removing it and keeping that there is
     * no token is one step for whoever removes this digest, see {@link #apply}.
     */
    void publish(Flight flight, @Nullable Entry entry) {
        if (entry != null) {
            known.replace(flight.digest(), flight, entry);
            return;
        }
        known.computeIfPresent(flight.digest(), (digest, present) -> {
            if (present != flight) {
                return present;
            }
            absent.put(digest, flight.absent());
            return null;
        });
    }

    /** Puts back what a flight that failed had taken the place of. */
    void giveUp(Flight flight) {
        Entry previous = flight.previous();
        if (previous == null) {
            known.remove(flight.digest(), flight);
        } else {
            known.replace(flight.digest(), flight, previous);
        }
    }

    /**
     * Forgets what has changed.
     *
     * @param sentAt when the read that brought the changes was sent
     */
    void apply(List<Change> changes, long sentAt) {
        long read = reads + 1;
        changes.forEach(change -> forget(change, read));
        reads = read;
        asOf = sentAt;
    }

    /** Tokens that are known or waited for. */
    long tokens() {
        return cache.estimatedSize();
    }

    /** Digests known to belong to no token. */
    long absents() {
        return absent.estimatedSize();
    }

    /** Bytes that the known tokens take, about. */
    long weight() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    private void forget(Change change, long read) {
        switch (change) {
            case Change.Token(TokenDigest digest) -> {
                // In this order: see publish.
                known.remove(digest);
                absent.invalidate(digest);
            }
            case Change.Owner(long id) -> stamps.ownerChanged(id, read);
            case Change.Tenant(long id) -> stamps.tenantChanged(id, read);
            case Change.All() -> stamps.allChanged(read);
        }
    }
}
