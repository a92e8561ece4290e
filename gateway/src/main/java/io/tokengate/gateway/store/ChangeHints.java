package io.tokengate.gateway.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Sends hints to all replicas, at most one in ten milliseconds: a burst of changes is told by its first, and by one after
 * its last. On a connection of its own, never the transaction's, since NOTIFY makes commits take turns.
 */
final class ChangeHints {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeHints.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private enum State {
        IDLE,
        /** One is being sent, or was less than the pause ago. */
        SENDING,
        /** The same, and another is wanted. */
        WANTED
    }

    private final DatabaseClient database;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    ChangeHints(DatabaseClient database) {
        this.database = database;
    }

    /** Sends one now or after the pause. Never fails: replicas poll, too. */
    void send() {
        if (state.getAndUpdate(now -> now == State.IDLE ? State.SENDING : State.WANTED) == State.IDLE) {
            sendNow();
        }
    }

    private void sendNow() {
        database.sql(ChangeLogSql.NOTIFY)
                .then()
                .timeout(LIMIT)
                .onErrorResume(failure -> {
                    LOG.debug("a hint was not sent: {}", failure.toString());
                    return Mono.empty();
                })
                .then(Mono.delay(PAUSE))
                .subscribe(pause -> goOn());
    }

    private void goOn() {
        if (!state.compareAndSet(State.SENDING, State.IDLE)) {
            state.set(State.SENDING);
            sendNow();
        }
    }
}
