package io.tokengate.gateway.embedded;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server anew that ended although nobody stopped it: killed for want of memory, or by a slip. Tries a few
 * times, each time waiting twice as long, for what a killed server left behind may take a moment to go; then says that it
 * is lost. Without it the gateway would live on and answer nothing but 503.
 *
 * <p>It looks rather than being told: in a container a process that ended can stay in the list of processes for ever.
 * All of it runs in a thread of its own, but for {@link #close}, which any thread may call.
 */
final class Revival implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    private static final int ATTEMPTS = 6;

    /** The server as it is watched. */
    interface Server {
        /** Whether it runs now. */
        boolean runs();

        /** Starts it; blocks until it takes connections. */
        void start();
    }

    private final Server server;
    private final Duration pause;
    private final Runnable lost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    /**
     * Watches nothing yet, see {@link #watch}.
     *
     * @param pause between two looks, and before the second attempt; twice as long before each further one
     * @param lost called once, in the watching thread, if no attempt succeeded
     */
    Revival(Server server, Duration pause, Runnable lost) {
        this.server = server;
        this.pause = pause;
        this.lost = lost;
    }

    /** Begins to watch. */
    void watch() {
        Thread.ofPlatform().daemon().name("tokengate-embedded-revival").start(this::look);
    }

    /** From now on its end is as it should be. Waits for an attempt that is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Told without the lock: whoever hears it may end the process, which closes this from another thread. */
    private void look() {
        if (isLost()) {
            lost.run();
        }
    }

    /** The lock is given free only in pauses, so that a stop finds the server either running or not begun. */
    private boolean isLost() {
        lock.lock();
        try {
            while (pause(pause)) {
                if (!server.runs() && !revived()) {
                    return !closed;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return false;
    }

    /** False if no attempt succeeded, or it is closed. */
    private boolean revived() throws InterruptedException {
        LOG.warn("the embedded PostgreSQL ended unasked, it is started anew");
        for (int attempt = 1; !started(); attempt++) {
            if (attempt == ATTEMPTS || !pause(pause.multipliedBy(1L << (attempt - 1)))) {
                return false;
            }
        }
        return true;
    }

    private boolean started() {
        try {
            server.start();
            LOG.info("the embedded PostgreSQL serves again");
            return true;
        } catch (EmbeddedPostgresException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    /** False as soon as it is closed. */
    private boolean pause(Duration length) throws InterruptedException {
        long left = length.toNanos();
        while (!closed && left > 0) {
            left = closing.awaitNanos(left);
        }
        return !closed;
    }
}
