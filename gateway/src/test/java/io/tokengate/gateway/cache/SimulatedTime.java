package io.tokengate.gateway.cache;

import io.tokengate.gateway.support.RunningGateway;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Time that passes when a test says so, for every scheduler there is, and both clocks. For tests tagged {@code virtual-time}, which
 * run in a JVM without any gateway.
 */
final class SimulatedTime implements Clocks {
    private static final long EPOCH_MILLIS = 1_800_000_000_000L;

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.getOrSet();
    private long slept;
    private long jumped;

    SimulatedTime() {
        assertThat(RunningGateway.isAny())
                .as("a gateway runs in this JVM: tag the test virtual-time")
                .isFalse();
    }

    /** Lets time pass, and all that is due happen. */
    void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    /** Lets time pass by the clocks while nothing happens, as for a process that is stopped and goes on later. */
    void pause(Duration time) {
        slept += time.toNanos();
    }

    /** Sets the wall's clock forward. */
    void setWallForward(Duration time) {
        jumped += time.toMillis();
    }

    @Override
    public long nanos() {
        return scheduler.now(TimeUnit.NANOSECONDS) + slept;
    }

    @Override
    public long millis() {
        return EPOCH_MILLIS + TimeUnit.NANOSECONDS.toMillis(nanos()) + jumped;
    }
}
