package io.tokengate.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokengate.domain.store.Changes;
import io.tokengate.gateway.cache.FeedListener;
import java.time.Duration;

/** Counts how the reading of the change log goes. */
public final class FeedMetrics implements FeedListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Counter read;
    private final Counter gaps;
    private final Counter failed;
    private final Counter changes;
    private final Timer lag;

    public FeedMetrics(MeterRegistry registry) {
        read = reads(registry, "applied");
        gaps = reads(registry, "gap");
        failed = reads(registry, "failed");
        changes = Counter.builder(Meters.FEED_CHANGES.key())
                .description(Meters.FEED_CHANGES.description())
                .register(registry);
        lag = Timer.builder(Meters.FEED_LAG.key())
                .description(Meters.FEED_LAG.description())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void applied(Changes applied) {
        (applied.gap() == null ? read : gaps).increment();
        if (!applied.changes().isEmpty()) {
            changes.increment(applied.changes().size());
            lag.record(applied.lag());
        }
    }

    @Override
    public void failed() {
        failed.increment();
    }

    private static Counter reads(MeterRegistry registry, String result) {
        return Counter.builder(Meters.FEED_READS.key())
                .description(Meters.FEED_READS.description())
                .tag("result", result)
                .register(registry);
    }
}
