package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hits on a million known tokens at a fixed rate, in a heap that they fill by half and in one with room to spare. */
final class HeapBenchmark {
    private static final int ROUNDS = 3;
    private static final int RATE = 10_000;
    private static final int CONNECTIONS = 256;
    private static final String NARROW = ServerProcess.HEAP;
    private static final String WIDE = "4g";
    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Map<String, String> SETTINGS = Map.of("TOKENGATE_CACHE_MEGABYTES", "800");

    private final Path folder;
    private final Wrk wrk;

    HeapBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway first = Gateway.start(folder)) {
            MillionTokens.insert(first.databaseUrl());
            List<String> callers = List.of(Gateway.BOOTSTRAP);
            Path requests = Requests.lookups(folder.resolve("heap"), callers, MillionTokens.COUNT, Requests::madeUp);
            try (Gateway narrow = first.replica(NARROW, SETTINGS);
                    Gateway wide = first.replica(WIDE, SETTINGS)) {
                learn(narrow, requests);
                learn(wide, requests);
                List<Sample> inNarrow = new ArrayList<>();
                List<Sample> inWide = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    inNarrow.add(hits(narrow, requests, ROUND));
                    inWide.add(hits(wide, requests, ROUND));
                }
                Report report = new Report("hits on a million tokens at %,d/s".formatted(RATE));
                report.row("-Xmx" + NARROW, inNarrow);
                report.row("-Xmx" + WIDE, inWide);
                report.print();
                System.out.printf(
                        "p99 with -Xmx%s / with -Xmx%s: %.2f%n",
                        NARROW,
                        WIDE,
                        Sample.median(inNarrow, Sample::p99Millis) / Sample.median(inWide, Sample::p99Millis));
            }
        }
    }

    private void learn(Gateway gateway, Path requests) throws IOException, InterruptedException {
        wrk.load(gateway.server(), Gateway.LOOKUP, Load.once(requests, AT_MOST, CONNECTIONS));
        hits(gateway, requests, WARM_UP);
    }

    private Sample hits(Gateway gateway, Path requests, Duration time) throws IOException, InterruptedException {
        return wrk.load(gateway.server(), Gateway.LOOKUP, Load.rate(requests, time, RATE));
    }
}
