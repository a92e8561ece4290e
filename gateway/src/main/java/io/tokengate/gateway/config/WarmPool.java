package io.tokengate.gateway.config;

import io.r2dbc.pool.ConnectionPool;
import io.tokengate.gateway.setup.StartupException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a pool's first connections before the server listens: the first requests find them, and what one driver accepts
 * and the other does not, such as a certificate, is found at the start. Blocks, on the main thread.
 */
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
    static ConnectionPool of(ConnectionPool pool, String where, Duration limit) {
        try {
            pool.warmup().retry(ATTEMPTS - 1).toFuture().get(ATTEMPTS * limit.toMillis(), TimeUnit.MILLISECONDS);
            return pool;
        } catch (ExecutionException e) {
            throw refused(pool, where, root(e));
        } catch (TimeoutException e) {
            throw refused(pool, where, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(pool, where, e);
        }
    }

    private static StartupException refused(ConnectionPool pool, String where, Throwable cause) {
        pool.dispose();
        return new StartupException(
                "the database at " + where + " cannot be reached in the way that serves requests: check sslmode, the"
                        + " certificates and connect_timeout of TOKENGATE_DATABASE_URL (" + cause + ")",
                cause);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
