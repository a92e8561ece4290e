package io.tokengate.reliability.scenario;

import io.tokengate.reliability.load.Answer;
import io.tokengate.reliability.load.Client;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a replica all the time whether it lives. That is told by the event loop which reads the question, whatever the
 * database does: that it takes long is a fault.
 */
final class LoopWatch implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** Far above what an event loop that does its work takes to answer, on a loaded machine too. */
    private static final Duration LOOP_ANSWERS = Duration.ofSeconds(2);

    private final Trial trial;
    private final Client client;
    private final Thread thread;
    private volatile long slowestMillis;
    private volatile boolean closed;

    LoopWatch(Trial trial, Client client) {
        this.trial = trial;
        this.client = client;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    /** Milliseconds that the slowest answer so far took. */
    long slowest() {
        return slowestMillis;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        while (!closed) {
            Answer answer = client.live();
            long millis = TimeUnit.NANOSECONDS.toMillis(
                    answer.span().end() - answer.span().begin());
            slowestMillis = Math.max(slowestMillis, millis);
            if (answer.status() != 200 || millis > LOOP_ANSWERS.toMillis()) {
                trial.history().fault("an event loop stood still for " + millis + " ms: " + answer.status());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
