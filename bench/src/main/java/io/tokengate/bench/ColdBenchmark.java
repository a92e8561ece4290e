package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A million tokens, each looked up once by a replica that knows none, beside {@code pgbench} fetching the same rows one
 * by one; and what they take of the heap once they are known.
 */
final class ColdBenchmark {
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 256;
    private static final int PGBENCH_SECONDS = 15;
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final Path folder;
    private final Wrk wrk;

    ColdBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway first = Gateway.start(folder)) {
            MillionTokens.insert(first.databaseUrl());
            List<String> callers = List.of(Gateway.BOOTSTRAP);
            Path requests = Requests.lookups(folder.resolve("cold"), callers, MillionTokens.COUNT, Requests::madeUp);
            double best = 0;
            double bestPgbench = 0;
            for (int i = 0; i < ROUNDS; i++) {
                best = Math.max(best, round(first, requests));
                bestPgbench =
                        Math.max(bestPgbench, MillionTokens.pgbench(first.databaseUrl(), folder, PGBENCH_SECONDS));
            }
            System.out.printf(
                    "cold lookups: %,.0f/s; pgbench: %,.0f/s; ratio %.2f%n", best, bestPgbench, best / bestPgbench);
        }
    }

    @SuppressWarnings("SystemOut")
    private double round(Gateway first, Path requests) throws IOException, InterruptedException {
        try (Gateway replica = first.replica(Map.of("TOKENGATE_CACHE_MEGABYTES", "800"))) {
            // The classes that a lookup needs are there before the heap is looked at.
            replica.knows(Gateway.BOOTSTRAP);
            long empty = heap(replica);
            Duration before = databaseCpu();
            Sample sample = wrk.load(replica.server(), Gateway.LOOKUP, Load.once(requests, AT_MOST, CONNECTIONS));
            double database = databaseCpu().minus(before).toNanos() / 1000.0 / MillionTokens.COUNT;
            double batches = replica.metric("tokengate_miss_batch_count");
            double known = replica.metric("tokengate_cache_tokens");
            System.out.printf(
                    "cold: %,.0f/s, %.1f µs of CPU each, the database's %.1f µs, p99 %.1f ms, %.1f tokens a query, %,.0f"
                            + " known, heap %.0f bytes each%n",
                    sample.perSecond(),
                    sample.cpuMicros(),
                    database,
                    sample.p99Millis(),
                    replica.metric("tokengate_miss_batch_sum") / batches,
                    known,
                    (heap(replica) - empty) / known);
            return sample.perSecond();
        }
    }

    /** CPU time of all servers of PostgreSQL on this machine, of which there should be one. */
    private static Duration databaseCpu() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(info -> info.command().orElse("").endsWith("/postgres"))
                .flatMap(info -> info.totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Bytes of live objects, after a full collection. */
    private static long heap(Gateway gateway) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String said = Tool.run(jcmd.toString(), Long.toString(gateway.server().pid()), "GC.class_histogram");
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IOException(said);
        }
        return Long.parseLong(total.group(1));
    }
}
