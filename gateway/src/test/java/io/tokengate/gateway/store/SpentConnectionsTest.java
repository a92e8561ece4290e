package io.tokengate.gateway.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.ValidationDepth;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.pool.PooledRefMetadata;

import static org.assertj.core.api.Assertions.assertThat;

class SpentConnectionsTest {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final SpentConnections spent = new SpentConnections(IDLE, LIFE);

    @Test
    void openOneIsLentUntilItIsOldOrWasIdleForLong() {
        Connection open = connection(Mono.just(true));
        assertThat(spent.test(open, use(Duration.ZERO, Duration.ZERO))).isFalse();
        assertThat(spent.test(open, use(IDLE.minusMillis(1), LIFE.minusMillis(1))))
                .isFalse();
        assertThat(spent.test(open, use(IDLE, IDLE))).isTrue();
        assertThat(spent.test(open, use(Duration.ZERO, LIFE))).isTrue();
    }

    @Test
    void closedOneIsNot() {
        PooledRefMetadata fresh = use(Duration.ZERO, Duration.ZERO);
        assertThat(spent.test(connection(Mono.just(false)), fresh)).isTrue();
        assertThat(spent.test(connection(Mono.error(new R2dbcNonTransientResourceException("gone"))), fresh))
                .isTrue();
        assertThat(spent.test(connection(Mono.never()), fresh)).isTrue();
    }

    private static Connection connection(Publisher<Boolean> valid) {
        return (Connection) Proxy.newProxyInstance(
                SpentConnectionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, given) -> {
                    assertThat(method.getName()).isEqualTo("validate");
                    assertThat(given).containsExactly(ValidationDepth.LOCAL);
                    return valid;
                });
    }

    private static PooledRefMetadata use(Duration idle, Duration life) {
        return new Use(idle.toMillis(), life.toMillis());
    }

    private record Use(long idleTime, long lifeTime) implements PooledRefMetadata {
        @Override
        public int acquireCount() {
            return 1;
        }

        @Override
        public long releaseTimestamp() {
            return 0;
        }

        @Override
        public long allocationTimestamp() {
            return 0;
        }
    }
}
