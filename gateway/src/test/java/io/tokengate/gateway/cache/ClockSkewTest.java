package io.tokengate.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** How far apart the replica's and the database's clocks are, over a link that takes its time. */
@Tag("virtual-time")
class ClockSkewTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMillis(60);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedReplica replica =
            new SimulatedReplica(new SimulatedDatabase(), time, UnaryOperator.identity());
    private long behind;

    ClockSkewTest() {
        replica.link.clock = () -> Instant.ofEpochMilli(time.millis() - behind);
    }

    @AfterEach
    void end() {
        replica.close();
        VirtualTimeScheduler.reset();
    }

    @Test
    void nothingIsToldBeforeTheFirstRead() {
        assertThat(skew()).isNull();
        time.pass(Duration.ofMillis(3));
        assertThat(skew()).isZero();
    }

    @Test
    void clocksThatAgreeDoSoOverASlowLinkToo() {
        replica.link.way = () -> LONG;
        time.pass(Duration.ofSeconds(30));
        assertThat(skew()).isZero();
    }

    @Test
    void aClockThatIsAheadAndOneThatIsBehindAreTold() {
        behind = 3_000;
        time.pass(Duration.ofSeconds(1));
        assertThat(skew()).isEqualTo(Duration.ofSeconds(3));
        behind = -700;
        time.pass(Duration.ofSeconds(30));
        assertThat(skew()).isEqualTo(Duration.ofMillis(-700));
    }

    @Test
    void aWallClockThatIsSetForwardIsTold() {
        replica.link.clock = () -> Instant.ofEpochMilli(time.millis());
        time.pass(Duration.ofSeconds(15));
        replica.link.clock = () -> Instant.ofEpochMilli(time.millis() - 5_000);
        time.setWallForward(Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(25));
        assertThat(skew()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aReadThatWasHeldUpOnOneOfItsWaysIsNotBelieved() {
        Deque<Duration> ways = new ArrayDeque<>(List.of(SHORT, SHORT, LONG, SHORT, SHORT, LONG));
        replica.link.way = () -> {
            Duration way = ways.removeFirst();
            ways.addLast(way);
            return way;
        };
        for (int i = 0; i < 100; i++) {
            time.pass(Duration.ofMillis(500));
            assertThat(skew()).isZero();
        }
    }

    private @Nullable Duration skew() {
        return replica.engine.clockSkew();
    }
}
