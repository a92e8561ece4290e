package io.tokengate.gateway.cache;

import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Reads the change log on and on: at every hint, at least every so often, and whenever somebody cannot wait; one read at
 * a time. After a failure it tries again by itself, with growing pauses that end as soon as the store answers anybody, and
 * until then whoever asks is told at once that it fails.
 *
 * <p>Its state belongs to one thread; {@link #after} and {@link #hurry} may be called by any.
 */
final class ChangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final TokenChanges log;
    private final Generations generations;
    private final FreshnessLease lease;
    private final ClockSkew skew;
    private final CacheSettings settings;
    private final Clocks clocks;
    private final Scheduler thread;
    private final FeedListener listener;
    private final Disposable.Composite running = Disposables.composite();
    private final List<Waiter> waiters = new ArrayList<>();
    private boolean reading;
    private boolean again;
    private int failures;
    private Disposable pausing = Disposables.disposed();
    private volatile boolean started;

    /** Somebody who needs a read that was sent at some moment or later. */
    private record Waiter(long since, MonoSink<Void> sink) {}

    /**
     * Reads a log for some generations.
     *
     * @param thread a single one, on which the changes are applied
     */
    ChangeFeed(
            TokenChanges log,
            Generations generations,
            FreshnessLease lease,
            CacheSettings settings,
            Clocks clocks,
            Scheduler thread,
            FeedListener listener) {
        this.log = log;
        this.generations = generations;
        this.lease = lease;
        this.settings = settings;
        this.clocks = clocks;
        this.skew = new ClockSkew(clocks);
        this.thread = thread;
        this.listener = listener;
    }

    /** Begins; {@link #stop} ends it. */
    void start() {
        running.add(log.hints().publishOn(thread).subscribe(hint -> wanted()));
        running.add(thread.schedulePeriodically(this::wanted, 0, settings.poll().toMillis(), TimeUnit.MILLISECONDS));
    }

    void stop() {
        running.dispose();
    }

    /** Whether a read has ever been applied. */
    boolean hasStarted() {
        return started;
    }

    /** What the wall's clock is ahead of the database's; absent before any read. */
    @Nullable
    Duration skew() {
        return skew.latest();
    }

    /**
     * Completes once a read has been applied that was sent at a moment or later. Error {@link Unavailable} if that
     * fails, or takes longer than the settings say.
     *
     * @param since the moment, by the clock that never jumps
     */
    Mono<Void> after(long since) {
        return Mono.<Void>create(sink -> thread.schedule(() -> await(new Waiter(since, sink))))
                .timeout(settings.feedTimeout(), Mono.error(() -> new Unavailable("the change log is late", null)));
    }

    /** The store answers somebody else again: tries at once rather than after a pause. Any thread may call it. */
    void hurry() {
        try {
            thread.schedule(this::endPause);
        } catch (RejectedExecutionException e) {
            LOG.trace("stopped meanwhile", e);
        }
    }

    private void endPause() {
        if (failures > 0) {
            pausing.dispose();
            retry();
        }
    }

    private void await(Waiter waiter) {
        if (generations.current().asOf() - waiter.since >= 0) {
            waiter.sink.success();
        } else if (failures > 0) {
            waiter.sink.error(new Unavailable("the change log cannot be read", null));
        } else {
            waiters.add(waiter);
            if (!reading) {
                read();
            }
        }
    }

    private void wanted() {
        if (reading) {
            again = true;
        } else if (failures == 0) {
            read();
        }
    }

    private void read() {
        reading = true;
        again = false;
        long sentAt = clocks.nanos();
        long sentMillis = clocks.millis();
        lease.follow(sentAt, sentMillis);
        log.read(settings.readLimit())
                .doOnNext(changes -> skew.answered(sentAt, sentMillis, changes.clock()))
                .publishOn(thread)
                .subscribe(changes -> applied(changes, sentAt), this::failed);
    }

    private void applied(Changes changes, long sentAt) {
        if (failures > 0) {
            LOG.info("the change log is read again");
        }
        reading = false;
        failures = 0;
        generations.apply(changes, sentAt);
        started = true;
        listener.applied(changes);
        waiters.removeIf(waiter -> {
            boolean served = sentAt - waiter.since >= 0;
            if (served) {
                waiter.sink.success();
            }
            return served;
        });
        if (again || !waiters.isEmpty()) {
            read();
        }
    }

    private void failed(Throwable failure) {
        if (failures == 0) {
            LOG.warn("the change log cannot be read: {}", failure.getMessage());
        }
        reading = false;
        failures++;
        listener.failed();
        List<Waiter> told = List.copyOf(waiters);
        waiters.clear();
        told.forEach(waiter -> waiter.sink.error(failure));
        if (!running.isDisposed()) {
            pausing = thread.schedule(this::retry, pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void retry() {
        if (!reading && !running.isDisposed()) {
            read();
        }
    }

    private Duration pause() {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
