package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.load.Answer;
import io.tokengate.reliability.load.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Asks one replica all the time, while it is in trouble, for each kind of answer that there is. */
final class Probe {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final int CREATED = 201;

    private record Reply(long begin, long end, int status) {}

    private final Trial trial;
    private final GatewayProcess replica;
    private final Client client;
    private final Issued token;
    private final Collection<Reply> known = new ConcurrentLinkedQueue<>();
    private final Collection<Reply> unknown = new ConcurrentLinkedQueue<>();
    private final Collection<Reply> management = new ConcurrentLinkedQueue<>();
    private long began;

    Probe(Trial trial, GatewayProcess replica, Client client, Issued token) {
        this.trial = trial;
        this.replica = replica;
        this.client = client;
        this.token = token;
    }

    /** Asks for so long. */
    void run(Duration length) throws InterruptedException {
        began = System.nanoTime();
        long end = began + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        threads.add(asking(end, known, () -> client.askAbout(token.secret())));
        threads.add(asking(end, unknown, () -> client.askAbout("nobody-knows-" + System.nanoTime())));
        threads.add(asking(end, management, () -> client.create(Dialect.DYNATRACE, "meanwhile")));
        try (LoopWatch _ = new LoopWatch(trial, client)) {
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /**
     * For a replica that heard nothing of the database all the time.
     *
     * @param stale until then what is known is told
     * @param over from then on nothing is
     */
    void require(History history, Duration stale, Duration over) {
        if (!matches(known, Duration.ZERO, stale, status -> status == 200)) {
            history.fault("a known token was not verified: " + this);
        }
        if (!matches(known, over, Duration.ofDays(1), status -> status == 503)) {
            history.fault("a known token was verified past max-stale: " + this);
        }
        if (!matches(unknown, Duration.ofMillis(500), Duration.ofDays(1), status -> status == 503)) {
            history.fault("an unknown token was not answered 503: " + this);
        }
        if (!matches(management, Duration.ofMillis(500), Duration.ofDays(1), status -> status == 503)) {
            history.fault("a creation was not answered 503: " + this);
        }
    }

    /** How often which status came. */
    @Override
    public String toString() {
        return "known " + counts(known) + ", unknown " + counts(unknown) + ", create " + counts(management)
                + ", slowest " + slowest() + " ms";
    }

    private Thread asking(long end, Collection<Reply> replies, Supplier<Answer> question) {
        return Thread.ofVirtual().start(() -> {
            while (System.nanoTime() < end) {
                Answer answer = question.get();
                replies.add(new Reply(answer.span().begin(), answer.span().end(), answer.status()));
                check(answer);
                pause();
            }
        });
    }

    private void check(Answer answer) {
        boolean good = answer.status() == 200 || answer.status() == CREATED;
        boolean later = answer.status() == 503 && answer.retryAfter();
        if (!good && !later) {
            trial.history().fault(replica.name() + " answered " + answer.status() + " " + answer.body());
        }
    }

    private boolean matches(Collection<Reply> replies, Duration from, Duration to, IntPredicate expected) {
        return replies.stream()
                .filter(reply -> reply.begin() - began >= from.toNanos() && reply.end() - began <= to.toNanos())
                .allMatch(reply -> expected.test(reply.status()));
    }

    private long slowest() {
        return List.of(known, unknown, management).stream()
                        .flatMap(Collection::stream)
                        .mapToLong(reply -> reply.end() - reply.begin())
                        .max()
                        .orElse(0)
                / 1_000_000;
    }

    private static Map<Integer, Integer> counts(Collection<Reply> replies) {
        Map<Integer, Integer> counts = new TreeMap<>();
        replies.forEach(reply -> counts.merge(reply.status(), 1, Integer::sum));
        return counts;
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
