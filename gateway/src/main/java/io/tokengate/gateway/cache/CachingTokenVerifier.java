package io.tokengate.gateway.cache;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.SourcedTokenVerifier;
import io.tokengate.domain.verify.TokenFormats;
import io.tokengate.domain.verify.Verdict;
import io.tokengate.domain.verify.Verdict.Source;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.cache.Flight.Landing;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells verdicts from memory as long as what they rest on is no older than the lease, see
 * docs/adr/0019-freshness-lease.md. What is not known is loaded, once for all who want it; past the lease one read of
 * the change log renews everything that is known; while the store is away, what is known is told as far as the rules of
 * an outage go.
 *
 * <p>Safe for many threads. A hit is told on the caller's thread; whatever had to be waited for, on the feed's or the
 * store's.
 */
final class CachingTokenVerifier implements SourcedTokenVerifier {
    /** How often a verification begins anew because the world moved under it. */
    private static final int MAX_ATTEMPTS = 4;

    private static final Verification UNKNOWN = new Rejected(Rejection.UNKNOWN, null);
    private static final Mono<Verdict> MALFORMED = rejected(Rejection.MALFORMED, Source.TEXT);
    private static final Mono<Verdict> FORGED = rejected(Rejection.FORGED, Source.TEXT);
    private static final Mono<Verdict> ABSENT_HIT = rejected(Rejection.UNKNOWN, Source.HIT);

    private final TokenFormats formats;
    private final Generations generations;
    private final FreshnessLease lease;
    private final ChangeFeed feed;
    private final Loader loader;
    private final Clocks clocks;

    CachingTokenVerifier(
            TokenFormats formats,
            Generations generations,
            FreshnessLease lease,
            ChangeFeed feed,
            Loader loader,
            Clocks clocks) {
        this.formats = formats;
        this.generations = generations;
        this.lease = lease;
        this.feed = feed;
        this.loader = loader;
        this.clocks = clocks;
    }

    @Override
    public Mono<Verdict> verify(TokenSecret presented) {
        // Before the digest, which costs the more the longer a text is.
        return presented.reveal().length() > TokenFormats.LONGEST
                ? MALFORMED
                : find(TokenHasher.digest(presented), presented, 1);
    }

    /** What is known, if it is fresh; else what makes it so. */
    private Mono<Verdict> find(TokenDigest digest, TokenSecret presented, int attempt) {
        // The generation first: its age, and what is in it, are of one reading of the log.
        Generation generation = generations.current();
        long now = clocks.nanos();
        long millis = clocks.millis();
        lease.watch(now, millis);
        boolean fresh = lease.covers(generation.asOf(), now);
        Slot slot = generation.get(digest);
        return switch (slot) {
            case Entry entry
            when generation.holds(entry) ->
                fresh || lease.covers(entry.asOf(), now)
                        ? hit(generation, entry, digest, now, millis)
                        : renewed(generation, entry, digest, presented, attempt);
            case Flight flight
            when generation.holds(flight) -> {
                Entry previous = flight.previous();
                yield fresh && previous != null && generation.holds(previous)
                        ? Mono.just(new Verdict(previous.at(millis), Source.HIT))
                        : landed(flight, presented, attempt);
            }
            case null -> unknown(generation, fresh, digest, presented, attempt);
            case Entry entry -> load(generation, entry, null, digest, presented, attempt);
            case Flight flight -> load(generation, flight, null, digest, presented, attempt);
        };
    }

    private Mono<Verdict> hit(Generation generation, Entry entry, TokenDigest digest, long now, long millis) {
        if (entry.isDue(now)) {
            loader.refresh(entry, new Flight(digest, generation, true, entry));
        }
        return Mono.just(new Verdict(entry.at(millis), Source.HIT));
    }

    private Mono<Verdict> unknown(
            Generation generation, boolean fresh, TokenDigest digest, TokenSecret presented, int attempt) {
        Absent absent = generation.absent(digest);
        if (absent != null && generation.holds(absent)) {
            return fresh || lease.covers(absent.asOf(), clocks.nanos())
                    ? ABSENT_HIT
                    : renewed(generation, null, digest, presented, attempt);
        }
        return load(generation, null, null, digest, presented, attempt);
    }

    /** Past the lease: one read of the log renews all that is known. Where it fails, the store itself is asked. */
    private Mono<Verdict> renewed(
            Generation generation, @Nullable Entry entry, TokenDigest digest, TokenSecret presented, int attempt) {
        return feed.after(lease.oldest(clocks.nanos()))
                .then(Mono.defer(() -> again(digest, presented, attempt)))
                .onErrorResume(
                        Unavailable.class,
                        failure -> loader.isAway()
                                ? outage(generation, entry, failure)
                                : load(generation, generation.get(digest), entry, digest, presented, attempt));
    }

    /**
     * Asks the store, or waits for who does.
     *
     * @param present what stands under the digest
     * @param known what may be told while the store is away
     */
    private Mono<Verdict> load(
            Generation generation,
            @Nullable Slot present,
            @Nullable Entry known,
            TokenDigest digest,
            TokenSecret presented,
            int attempt) {
        if (present instanceof Flight flight && generation.holds(flight)) {
            return landed(flight, presented, attempt);
        }
        FormatCheck check = formats.check(presented);
        return switch (check) {
            case FOREIGN, MALFORMED -> MALFORMED;
            case FORGED -> FORGED;
            case UNCHECKED, CHECKED -> {
                Flight flight = new Flight(digest, generation, check == FormatCheck.CHECKED, known);
                yield switch (loader.load(present, flight)) {
                    case TAKEN -> landed(flight, presented, attempt);
                    case OVERTAKEN -> again(digest, presented, attempt);
                    case FULL -> Mono.error(() -> new Unavailable("too many tokens wait for the database", null));
                };
            }
        };
    }

    private Mono<Verdict> landed(Flight flight, TokenSecret presented, int attempt) {
        return flight.landing()
                .flatMap(landing -> lease.covers(landing.asOf(), clocks.nanos())
                        ? Mono.just(loaded(landing))
                        : again(flight.digest(), presented, attempt))
                .onErrorResume(Unavailable.class, failure -> outage(flight.generation(), flight.previous(), failure));
    }

    private Verdict loaded(Landing landing) {
        Entry entry = landing.entry();
        return entry == null ? new Verdict(UNKNOWN, Source.MISS) : new Verdict(entry.at(clocks.millis()), Source.MISS);
    }

    private Mono<Verdict> again(TokenDigest digest, TokenSecret presented, int attempt) {
        return attempt < MAX_ATTEMPTS
                ? find(digest, presented, attempt + 1)
                : Mono.error(() -> new Unavailable("what is known is too old, and the database too slow", null));
    }

    /** While the store is away: what is known to be good or finally bad, and no longer than allowed. */
    private Mono<Verdict> outage(Generation generation, @Nullable Entry entry, Unavailable failure) {
        long now = clocks.nanos();
        long millis = clocks.millis();
        lease.watch(now, millis);
        if (entry == null || generations.current() != generation || !generation.holds(entry)) {
            return Mono.error(failure);
        }
        Verification verification = entry.at(millis);
        boolean young = lease.toleratesStale(generation.asOf(), now) || lease.toleratesStale(entry.asOf(), now);
        return young && mayBeStale(verification)
                ? Mono.just(new Verdict(verification, Source.STALE))
                : Mono.error(failure);
    }

    /** What was switched off may be on again by now: that is not known to be bad. */
    private static boolean mayBeStale(Verification verification) {
        return switch (verification) {
            case Verified verified -> true;
            case Rejected(Rejection reason, var token) -> reason.isFinal();
        };
    }

    private static Mono<Verdict> rejected(Rejection reason, Source source) {
        return Mono.just(new Verdict(new Rejected(reason, null), source));
    }
}
