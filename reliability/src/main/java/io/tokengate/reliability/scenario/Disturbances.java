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
    private interface Disturbance {
        void run() throws IOException, InterruptedException;
    }

    private final Trial trial;
    private final List<Disturbance> all;
    private int next;

    Disturbances(Trial trial) {
        this.trial = trial;
        this.all = List.of(
                this::replicaKilled,
                () -> network(new Fault.Cut()),
                this::replicaFrozen,
                this::databaseKilled,
                () -> network(new Fault.BlackHole()),
                this::replicaStopped,
                () -> network(new Fault.HalfOpen()),
                () -> network(new Fault.Latency(Duration.ofMillis(50))),
                () -> network(new Fault.ResetMidAnswer(20)));
    }

    /** Returns once all is well again. */
    void next() throws IOException, InterruptedException {
        all.get(next % all.size()).run();
        next++;
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
