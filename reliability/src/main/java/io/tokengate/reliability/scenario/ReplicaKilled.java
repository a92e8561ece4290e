package io.tokengate.reliability.scenario;

import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** {@code kill -9} of replicas in turn while clients write through all of them. */
final class ReplicaKilled implements Scenario {
    private static final int TIMES = 5;

    @Override
    public String name() {
        return "replica-killed";
    }

    @Override
    public String injected() {
        return "`kill -9` of a replica under write load, " + TIMES + " times";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        try (Load _ = trial.load(Load.anyOf(trial.clients()))) {
            for (int i = 0; i < TIMES; i++) {
                TimeUnit.SECONDS.sleep(2);
                var victim = trial.replica(i % trial.cluster().replicas().size());
                victim.kill();
                victim.restart();
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }
}
