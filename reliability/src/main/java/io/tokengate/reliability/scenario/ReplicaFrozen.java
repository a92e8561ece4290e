package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Cluster;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.history.Verification;
import io.tokengate.reliability.load.Client;
import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A replica stands still past its lease while another one revokes. What is asked meanwhile waits in its sockets, and is
 * the first it sees when it goes on: it must not answer from what it knew.
 */
final class ReplicaFrozen implements Scenario {
    private static final List<Duration> FROZEN = List.of(
            Duration.ofMillis(1500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Cluster.MAX_STALE.plusSeconds(2),
            Duration.ofMillis(1500));
    private static final int ASKING = 20;

    @Override
    public String name() {
        return "replica-frozen";
    }

    @Override
    public String injected() {
        return "SIGSTOP of a replica past its lease (1.5 to 12 s) while another one revokes, then SIGCONT, "
                + FROZEN.size() + " times";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        List<Verification> answers = new ArrayList<>();
        try (Load _ = trial.load(Load.anyOf(trial.clients()))) {
            for (Duration frozen : FROZEN) {
                answers.addAll(freeze(trial, frozen));
            }
        }
        trial.saw("of " + answers.size() + " verifications that waited in the frozen replica's sockets "
                + count(answers, Verdict.INVALID) + " were refused and " + count(answers, Verdict.VALID) + " let in");
    }

    private static long count(List<Verification> answers, Verdict verdict) {
        return answers.stream().filter(answer -> answer.verdict() == verdict).count();
    }

    private static List<Verification> freeze(Trial trial, Duration length) throws IOException, InterruptedException {
        Issued token = known(trial);
        GatewayProcess replica = trial.replica(1);
        List<Verification> answers = new ArrayList<>();
        List<Thread> asking = new ArrayList<>();
        replica.freeze();
        try {
            revoke(trial, token);
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            for (int i = 0; i < ASKING; i++) {
                asking.add(Thread.ofVirtual()
                        .start(() -> add(answers, trial.clients().get(1), token)));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        } finally {
            replica.goOn();
        }
        for (Thread thread : asking) {
            thread.join();
        }
        answers.forEach(answer -> trial.history().verified(token, answer));
        trial.awaitServing(List.of(replica));
        return answers;
    }

    private static void add(List<Verification> answers, Client client, Issued token) {
        Verification answer = client.verify(token.secret());
        synchronized (answers) {
            answers.add(answer);
        }
    }

    /** One that the replica has in memory, as good. */
    private static Issued known(Trial trial) throws InterruptedException {
        Optional<Issued> token = Client.issued(
                Dialect.DYNATRACE, "frozen", trial.clients().getFirst().create(Dialect.DYNATRACE, "frozen"));
        Issued known = token.orElseThrow(() -> new IllegalStateException("no token was made"));
        trial.await(
                "the replica knows the token",
                () -> trial.clients().get(1).verify(known.secret()).verdict() == Verdict.VALID);
        return known;
    }

    private static void revoke(Trial trial, Issued token) {
        token.revoking(System.nanoTime());
        if (trial.clients().getFirst().revoke(token).status() != 204) {
            trial.history().fault("the other replica did not revoke while one stood still");
        }
        token.revoked(System.nanoTime());
    }
}
