package io.tokengate.reliability.scenario;

import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code kill -9} of PostgreSQL while clients write; it recovers from its log while the replicas run. */
final class DatabaseKilled implements Scenario {
    /** How long it stays away, each time: past the lease, and once past what replicas may go on with. */
    private static final List<Duration> AWAY =
            List.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(12), Duration.ZERO, Duration.ofSeconds(2));

    @Override
    public String name() {
        return "database-killed";
    }

    @Override
    public String injected() {
        return "`kill -9` of PostgreSQL under write load, restart with recovery, " + AWAY.size() + " times";
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var database = trial.cluster().database();
        Duration longest = Duration.ZERO;
        try (Load _ = trial.load(Load.anyOf(trial.clients()))) {
            for (Duration away : AWAY) {
                TimeUnit.SECONDS.sleep(2);
                trial.cutOff(trial.cluster().replicas());
                database.kill();
                TimeUnit.NANOSECONDS.sleep(away.toNanos());
                database.revive();
                trial.await("the database serves", database::serves);
                Duration took = trial.awaitServing(trial.cluster().replicas());
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            TimeUnit.SECONDS.sleep(2);
        }
        trial.saw("replicas served " + longest.toMillis() + " ms after the database at the latest");
    }
}
