package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Batches of known tokens, beside lookups of the same tokens one by one: what a token costs the server in either. */
final class BatchBenchmark {
    private static final int TOKENS = 10_000;
    private static final int[] SIZES = {100, 1_000};
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(8);

    private final Path folder;
    private final Wrk wrk;

    BatchBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(folder)) {
            List<String> tokens = gateway.create(TOKENS);
            Path lookups = Requests.lookups(folder.resolve("known"), tokens.subList(0, 20), TOKENS, tokens::get);
            wrk.load(gateway.server(), Gateway.LOOKUP, Load.full(lookups, WARM_UP));
            Report report = new Report("batches of known tokens, %d tokens".formatted(TOKENS));
            report.row("lookup, one token", rounds(gateway, Gateway.LOOKUP, lookups));
            List<String> perToken = new ArrayList<>();
            for (int size : SIZES) {
                Path batches = Requests.batches(folder.resolve("batches-" + size), tokens, size);
                wrk.load(gateway.server(), Gateway.BATCH, Load.full(batches, WARM_UP));
                List<Sample> samples = rounds(gateway, Gateway.BATCH, batches);
                report.row("batch of " + size, samples);
                perToken.add(perToken(size, Sample.median(samples, Sample::cpuMicros)));
            }
            report.print();
            perToken.forEach(System.out::println);
        }
    }

    private List<Sample> rounds(Gateway gateway, String path, Path requests) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            samples.add(wrk.load(gateway.server(), path, Load.full(requests, ROUND)));
        }
        return samples;
    }

    private static String perToken(int size, double micros) {
        return String.format(
                Locale.ROOT,
                "batch of %d: %.2f µs of server CPU a token, %,.0f tokens a second of it",
                size,
                micros / size,
                size * 1e6 / micros);
    }
}
