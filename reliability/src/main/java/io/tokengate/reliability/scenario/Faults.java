package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Cluster;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Outcome;
import io.tokengate.reliability.history.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios one after another on one cluster, and writes a line of a table for each. */
public final class Faults {
    private static final int REPLICAS = 3;
    private static final List<Scenario> ALL = all();

    private final Path folder;
    private final PrintStream out;

    public Faults(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Runs them.
     *
     * @param names of scenarios; none for all
     * @return whether nothing was wrong
     */
    public boolean run(List<String> names) throws IOException, InterruptedException {
        List<Scenario> chosen = ALL.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
        out.println(
                "| injected | changes acknowledged | not acknowledged | verifications | of them 503 | broken | wrong | seen |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        boolean well = true;
        try (Cluster cluster = Cluster.start(folder, REPLICAS, GatewayProcess.QUICK_START)) {
            for (Scenario scenario : chosen) {
                well &= run(scenario, cluster);
            }
        }
        return well;
    }

    private boolean run(Scenario scenario, Cluster cluster) throws IOException, InterruptedException {
        try (Trial trial = new Trial(cluster)) {
            long begin = System.nanoTime();
            scenario.run(trial);
            trial.check();
            report(scenario, trial, Duration.ofNanos(System.nanoTime() - begin));
            return trial.history().wrong() == 0;
        }
    }

    private void report(Scenario scenario, Trial trial, Duration took) {
        History history = trial.history();
        long verifications = 0;
        for (Verdict verdict : Verdict.values()) {
            verifications += history.count(verdict);
        }
        out.printf(
                "| %s | %,d | %,d | %,d | %,d | %,d | %d | %s |%n",
                scenario.injected(),
                history.count(Outcome.ACKNOWLEDGED),
                history.count(Outcome.UNKNOWN),
                verifications,
                history.count(Verdict.UNAVAILABLE),
                history.count(Verdict.BROKEN),
                history.wrong(),
                String.join("; ", trial.seen()));
        history.faults().forEach(fault -> out.println("WRONG in " + scenario.name() + ": " + fault));
        out.flush();
        System.err.println(scenario.name() + " took " + took.toSeconds() + " s");
    }

    private static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(List.of(
                new ReplicaKilled(),
                new DatabaseKilled(),
                new ReplicaFrozen(),
                new GracefulStop(),
                new RollingRestart(),
                new HostileClients()));
        NetworkFault.all().forEach(fault -> all.add(new Network(fault)));
        all.add(new Restore());
        return all;
    }
}
