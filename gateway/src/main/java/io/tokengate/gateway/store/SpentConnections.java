package io.tokengate.gateway.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import reactor.core.publisher.Mono;
import reactor.pool.PooledRefMetadata;

/**
 * Which connections a pool lends no more: those that are old, were idle for long, or are closed. The pool's own way to
 * find a closed one is to fail whoever gets it: after a cut that would be as many requests as it has connections.
 */
public record SpentConnections(Duration idle, Duration life) implements BiPredicate<Connection, PooledRefMetadata> {
    @Override
    public boolean test(Connection connection, PooledRefMetadata use) {
        return use.idleTime() >= idle.toMillis() || use.lifeTime() >= life.toMillis() || isClosed(connection);
    }

    /** As far as this side knows, which it tells at once. */
    private static boolean isClosed(Connection connection) {
        AtomicBoolean open = new AtomicBoolean();
        Mono.from(connection.validate(ValidationDepth.LOCAL)).subscribe(open::set, failure -> {});
        return !open.get();
    }
}
