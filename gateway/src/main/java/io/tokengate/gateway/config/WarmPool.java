package io.tokengate.gateway.config;

import io.r2dbc.pool.ConnectionPool;
import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;

/** Opens a pool's first connections before the server listens, so that the first requests find them. */
final class WarmPool {
    /** The first connection of a process that has just begun may take longer than any later one. */
    private static final int ATTEMPTS = 3;

    private WarmPool() {}

    /**
     * The pool itself, with its first connections open.
     *
     * @param limit for one attempt
     * @throws StartupException if one does not open; the pool is disposed of then
     */
    static ConnectionPool of(ConnectionPool pool, DatabaseAccess access, Duration limit) {
        MainThread.await(pool.warmup().retry(ATTEMPTS - 1), limit.multipliedBy(ATTEMPTS), failure -> {
            pool.dispose();
            return DatabaseRefusal.of(access, failure);
        });
        return pool;
    }
}
