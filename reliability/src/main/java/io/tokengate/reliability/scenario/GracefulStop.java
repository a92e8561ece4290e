package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Outcome;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.load.Load;
import io.tokengate.reliability.load.Rotation;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM as Kubernetes does it: the replica is taken out of the Service, its connections stay, and a moment later it is told
 * to stop, with requests under way. Nobody sees a failure.
 */
final class GracefulStop implements Scenario {
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "graceful-stop";
    }

    @Override
    public String injected() {
        return "SIGTERM of a replica under load, taken out of the balancer 100 ms before, " + TIMES + " times";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        try (Rotation rotation = new Rotation(trial.cluster().replicas(), trial.clients());
                Load _ = trial.load(rotation)) {
            for (int i = 0; i < TIMES; i++) {
                TimeUnit.SECONDS.sleep(2);
                stop(
                        trial,
                        rotation,
                        trial.replica(i % trial.cluster().replicas().size()));
            }
            TimeUnit.SECONDS.sleep(1);
        }
        requireNoFailure(trial);
    }

    private static void stop(Trial trial, Rotation rotation, GatewayProcess replica)
            throws IOException, InterruptedException {
        rotation.takeOut(replica);
        TimeUnit.MILLISECONDS.sleep(100);
        replica.terminate();
        int status = replica.awaitEnd();
        if (status != 143 && status != 0) {
            trial.history().fault(replica.name() + " ended with " + status);
        }
        replica.restart();
        rotation.putIn(replica);
    }

    private static void requireNoFailure(Trial trial) {
        long failures = trial.history().count(Verdict.BROKEN)
                + trial.history().count(Verdict.UNAVAILABLE)
                + trial.history().count(Outcome.UNKNOWN);
        if (failures > 0) {
            trial.history().fault(failures + " requests failed");
        }
        trial.saw(failures + " failed requests");
    }
}
