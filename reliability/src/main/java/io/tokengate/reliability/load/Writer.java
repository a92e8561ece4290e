package io.tokengate.reliability.load;

import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One client that creates, renames and revokes tokens of its own, one request at a time. */
final class Writer {
    private static final AtomicLong NAMES = new AtomicLong();
    private static final int KEPT = 20;

    private final History history;
    private final Dialect dialect;
    private final Deque<Issued> tokens = new ArrayDeque<>();

    Writer(History history, Dialect dialect) {
        this.history = history;
        this.dialect = dialect;
    }

    /** Makes a token, and changes or revokes older ones, by one replica. */
    void step(Client client) {
        create(client);
        if (tokens.size() > KEPT / 2) {
            rename(client, tokens.getLast());
        }
        if (tokens.size() > KEPT) {
            revoke(client, tokens.removeFirst());
        }
    }

    private void create(Client client) {
        String name = newName();
        Answer answer = client.create(dialect, name);
        Optional<Issued> issued = Client.issued(dialect, name, answer);
        note(answer, 201, "create");
        issued.ifPresent(token -> {
            history.created(token);
            tokens.addLast(token);
        });
    }

    private void rename(Client client, Issued token) {
        if (dialect == Dialect.DYNATRACE) {
            String name = newName();
            Outcome outcome = note(client.rename(token, name), 204, "rename");
            token.renamed(name, outcome);
            if (outcome == Outcome.UNKNOWN) {
                // It may still be on its way, and overtake what is asked for next.
                tokens.removeLast();
            }
        }
    }

    private void revoke(Client client, Issued token) {
        token.revoking(System.nanoTime());
        if (note(client.revoke(token), 204, "revoke") == Outcome.ACKNOWLEDGED) {
            token.revoked(System.nanoTime());
        }
    }

    private Outcome note(Answer answer, int success, String what) {
        Outcome outcome = answer.status() == success ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN;
        history.changed(outcome);
        boolean excused = answer.status() == Answer.BROKEN || (answer.status() == 503 && answer.retryAfter());
        if (outcome == Outcome.UNKNOWN && !excused) {
            history.fault(what + " of " + dialect + " was answered " + answer.status() + " " + answer.body());
        }
        return outcome;
    }

    private static String newName() {
        return "name-" + NAMES.incrementAndGet();
    }
}
