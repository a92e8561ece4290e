package io.tokengate.gateway.cache;

import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.verify.SourcedTokenVerifier;
import io.tokengate.domain.verify.TokenFormats;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The verification engine put together: the change feed, what is known by it, and the verifier that tells verdicts from
 * it. One an application; begun by {@link #start} and ended by {@link #close}.
 */
public final class VerificationEngine implements AutoCloseable {
    private final Clocks clocks;
    private final TokenChanges log;
    private final Generations generations;
    private final ChangeFeed feed;
    private final Loader loader;
    private final Scheduler thread;
    private final SourcedTokenVerifier verifier;

    /**
     * Puts it together.
     *
     * @param formats the gate that a text passes before it costs a query
     * @param lookup where missing tokens are asked for
     * @param log the change log; nobody else may read it
     * @param listener is told how the reading of the log goes
     * @param batches is told the size of each query for missing tokens
     */
    public VerificationEngine(
            TokenFormats formats,
            TokenLookup lookup,
            TokenChanges log,
            CacheSettings settings,
            FeedListener listener,
            IntConsumer batches) {
        this(formats, lookup, log, settings, listener, batches, Clocks.system());
    }

    VerificationEngine(
            TokenFormats formats,
            TokenLookup lookup,
            TokenChanges log,
            CacheSettings settings,
            FeedListener listener,
            IntConsumer batches,
            Clocks clocks) {
        this.clocks = clocks;
        this.log = log;
        this.generations = new Generations(settings, clocks);
        this.thread = Schedulers.newSingle("tokengate-feed", true);
        FreshnessLease lease = new FreshnessLease(settings.lease(), settings.maxStale(), clocks);
        this.feed = new ChangeFeed(log, generations, lease, settings, clocks, thread, listener);
        this.loader = new Loader(lookup, settings, clocks, batches, feed::hurry);
        this.verifier = new CachingTokenVerifier(formats, generations, lease, feed, loader, clocks);
    }

    /** Tells verdicts from what is known. */
    public SourcedTokenVerifier verifier() {
        return verifier;
    }

    /** Transactions whose changes this replica knows of before they are acknowledged. */
    public Transactions announcing(Transactions transactions) {
        return new OwnChanges(transactions, log, feed, generations, clocks);
    }

    /** Begins to read the change log. */
    public void start() {
        feed.start();
    }

    /** Whether the change log has been read once. */
    public boolean hasStarted() {
        return feed.hasStarted();
    }

    /** Ends the reading. Verifications go on by the rules of an outage. */
    @Override
    public void close() {
        feed.stop();
        thread.dispose();
    }

    /** How old what is known is now. */
    public Duration age() {
        return Duration.ofNanos(clocks.nanos() - generations.current().asOf());
    }

    /** What this machine's clock is ahead of the database's, below zero if it is behind; absent before any read. */
    public @Nullable Duration clockSkew() {
        return feed.skew();
    }

    /** Tokens that are known or waited for. */
    public long tokens() {
        return generations.current().tokens();
    }

    /** Digests known to belong to no token. */
    public long absent() {
        return generations.current().absents();
    }

    /** Bytes that the known tokens take, about. */
    public long weight() {
        return generations.current().weight();
    }

    /** Tokens that are waited for. */
    public int flights() {
        return loader.flights();
    }
}
