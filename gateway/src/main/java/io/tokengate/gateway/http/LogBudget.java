package io.tokengate.gateway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How often something may be said: so many times within a second. For what strangers or an outage can bring about as often
 * as there are requests.
 *
 * <p>Safe for many threads, of which none waits.
 */
final class LogBudget {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final AtomicReference<Spent> spent = new AtomicReference<>(new Spent(0, 0));

    /** How much of a second's budget is spent. */
    private record Spent(long begun, int count) {}

    LogBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Whether it may be said once more.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean spend(long now) {
        Spent before = spent.get();
        boolean over = before.count() == 0 || now - before.begun() >= SECOND;
        if (!over && before.count() >= perSecond) {
            return false;
        }
        Spent after = over ? new Spent(now, 1) : new Spent(before.begun(), before.count() + 1);
        // Who comes second at the same moment is not worth another look.
        return spent.compareAndSet(before, after);
    }
}
