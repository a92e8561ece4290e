package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * All replicas are restarted one after another. Clients know nothing of it: they ask any replica, and another one if that
 * fails. None of their verifications fails altogether.
 */
final class RollingRestart implements Scenario {
    private static final int ROUNDS = 1;

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String injected() {
        return "rolling restart of all replicas under load, clients that ask another replica once one fails, " + ROUNDS
                + " rounds";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        try (Load load = new Load(trial.history(), Load.anyOf(trial.clients()))) {
            load.write(2, 5).verifyByAny(16, 20, trial.clients());
            for (int i = 0; i < ROUNDS; i++) {
                for (GatewayProcess replica : trial.cluster().replicas()) {
                    TimeUnit.SECONDS.sleep(1);
                    replica.terminate();
                    replica.awaitEnd();
                    replica.restart();
                }
            }
            TimeUnit.SECONDS.sleep(1);
            trial.saw("slowest verification of a thousand with retries: "
                    + load.latencies().permille(999).toMillis() + " ms");
        }
    }
}
