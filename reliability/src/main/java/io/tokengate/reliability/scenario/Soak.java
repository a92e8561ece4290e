package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Cluster;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Outcome;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.load.Latencies;
import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Mixed load on three replicas for a long time, with something going wrong every so often; one verdict at its end. */
public final class Soak {
    private static final int REPLICAS = 3;
    private static final int ASKING = 48;
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(45);

    private final Path folder;
    private final PrintStream out;
    private final Duration length;
    private final int rate;

    /** By what was done before. */
    private final Map<String, List<Latencies>> pauses = new LinkedHashMap<>();

    /** @param rate verifications a second, over all replicas */
    public Soak(Path folder, PrintStream out, Duration length, int rate) {
        this.folder = folder;
        this.out = out;
        this.length = length;
        this.rate = rate;
    }

    /** Runs it to its end; whether nothing was wrong. */
    public boolean run() throws IOException, InterruptedException {
        try (Cluster cluster = Cluster.start(folder, REPLICAS, List.of());
                Trial trial = new Trial(cluster)) {
            // The last replica is never killed: what its memory does is told from its beginning to its end.
            LiveHeap heap = new LiveHeap(cluster.replicas().getLast());
            Load load = new Load(trial.history(), Load.anyOf(trial.clients()));
            int faults;
            try (load) {
                load.write(4, 3).verify(ASKING, (double) rate / ASKING);
                faults = disturb(trial, load, heap);
            }
            trial.check();
            heap.sample();
            report(trial, load, heap, faults);
            return trial.history().wrong() == 0;
        }
    }

    private int disturb(Trial trial, Load load, LiveHeap heap) throws IOException, InterruptedException {
        Disturbances disturbances = new Disturbances(trial);
        long end = System.nanoTime() + length.toNanos();
        int faults = 0;
        String last = "start";
        heap.sample();
        while (System.nanoTime() + BETWEEN_FAULTS.toNanos() < end) {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_FAULTS.toNanos());
            pauses.computeIfAbsent(last, name -> new ArrayList<>()).add(load.calm());
            load.troubled(true);
            heap.sample();
            last = disturbances.next();
            TimeUnit.SECONDS.sleep(2);
            load.troubled(false);
            faults++;
        }
        TimeUnit.NANOSECONDS.sleep(Math.max(0, end - System.nanoTime()));
        return faults;
    }

    private void report(Trial trial, Load load, LiveHeap heap, int faults) throws IOException, InterruptedException {
        History history = trial.history();
        history.faults().forEach(fault -> out.println("WRONG: " + fault));
        out.printf(
                "%s: %d minutes, %d faults injected%n",
                history.wrong() == 0 ? "WELL" : "NOT WELL", length.toMinutes(), faults);
        out.printf(
                "verifications: %,d told, %,d answered 503, %,d on connections that broke%n",
                history.count(Verdict.VALID) + history.count(Verdict.INVALID),
                history.count(Verdict.UNAVAILABLE),
                history.count(Verdict.BROKEN));
        out.printf(
                "changes: %,d acknowledged, %,d not%n",
                history.count(Outcome.ACKNOWLEDGED), history.count(Outcome.UNKNOWN));
        out.printf("wrong answers: %d%n", history.wrong());
        out.printf(
                "latency between faults: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms%n",
                millis(load.latencies().permille(500)),
                millis(load.latencies().permille(990)),
                millis(load.latencies().permille(999)));
        out.println("p99 of the pauses after:");
        pauses.forEach((after, latencies) -> out.println("  " + after + ": "
                + latencies.stream()
                        .map(pause -> "%.0f ms".formatted(millis(pause.permille(990))))
                        .collect(Collectors.joining(", "))));
        out.println("live heap of the replica that was never killed: " + heap);
        for (GatewayProcess replica : trial.cluster().replicas()) {
            out.printf(
                    "%s: %d connections to the database%n",
                    replica.name(), trial.cluster().link(replica).connections());
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
