package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Fault;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.cluster.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What goes wrong in a soak, one after another. The last replica is never killed. */
final class Disturbances {
    private interface Injection {
        void run() throws IOException, InterruptedException;
    }

    private record Disturbance(String name, Injection injection) {}

    private final Trial trial;
    private final List<Disturbance> all;
    private int next;

    Disturbances(Trial trial) {
        this.trial = trial;
        this.all = List.of(
                new Disturbance("replica killed", this::replicaKilled),
                network("cut", new Fault.Cut()),
                new Disturbance("replica frozen", this::replicaFrozen),
                new Disturbance("database killed", this::databaseKilled),
                network("black hole", new Fault.BlackHole()),
                new Disturbance("replica stopped", this::replicaStopped),
                network("half-open", new Fault.HalfOpen()),
                network("50 ms each way", new Fault.Latency(Duration.ofMillis(50))),
                network("resets", new Fault.ResetMidAnswer(20)));
    }

    /** Returns once all is well again, with the name of what was done. */
    String next() throws IOException, InterruptedException {
        Disturbance disturbance = all.get(next % all.size());
        disturbance.injection().run();
        next++;
        return disturbance.name();
    }

    private Disturbance network(String name, Fault fault) {
        return new Disturbance(name, () -> network(fault));
    }

    private void replicaKilled() throws IOException, InterruptedException {
        trial.replica(0).kill();
        trial.replica(0).restart();
    }

    private void replicaStopped() throws IOException, InterruptedException {
        trial.replica(1).terminate();
        trial.replica(1).awaitEnd();
        trial.replica(1).restart();
    }

    private void replicaFrozen() throws IOException, InterruptedException {
        GatewayProcess replica = trial.cluster().replicas().getLast();
        replica.freeze();
        TimeUnit.SECONDS.sleep(3);
        replica.goOn();
        trial.awaitServing(List.of(replica));
    }

    private void databaseKilled() throws IOException, InterruptedException {
        trial.cutOff(trial.cluster().replicas());
        trial.cluster().database().kill();
        TimeUnit.SECONDS.sleep(1);
        trial.cluster().database().revive();
        trial.await("the database serves", trial.cluster().database()::serves);
        trial.awaitServing(trial.cluster().replicas());
    }

    private void network(Fault fault) throws InterruptedException {
        GatewayProcess replica = trial.cluster().replicas().getLast();
        Link link = trial.cluster().link(replica);
        trial.cutOff(List.of(replica));
        link.inject(fault);
        TimeUnit.SECONDS.sleep(5);
        link.heal();
        trial.awaitServing(List.of(replica));
    }
}
