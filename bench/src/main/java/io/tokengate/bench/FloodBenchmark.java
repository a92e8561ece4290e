package io.tokengate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Valid lookups at a fixed rate, beside twice as many forged ones, and beside twice as many further valid ones. */
final class FloodBenchmark {
    private static final int TOKENS = 10_000;
    private static final int ROUNDS = 3;
    private static final int VALID = 5_000;
    private static final int BESIDE = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final Path folder;
    private final Wrk wrk;

    FloodBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(folder)) {
            List<String> tokens = gateway.create(TOKENS);
            List<String> callers = tokens.subList(0, 20);
            Path valid = Requests.lookups(folder.resolve("valid"), callers, TOKENS, tokens::get);
            Path forged =
                    Requests.lookups(folder.resolve("forged"), callers, TOKENS, i -> Requests.forged(tokens.get(i)));
            wrk.load(gateway.server(), Gateway.LOOKUP, Load.full(valid, WARM_UP));
            wrk.load(
                    gateway.server(), Gateway.LOOKUP, Load.full(forged, WARM_UP).refused());
            double queries = gateway.metric("tokengate_miss_batch_count");
            List<Sample> besideHits = new ArrayList<>();
            List<Sample> besideForged = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                besideHits.add(beside(gateway, valid, Load.rate(valid, ROUND, BESIDE)));
                besideForged.add(
                        beside(gateway, valid, Load.rate(forged, ROUND, BESIDE).refused()));
            }
            Report report = new Report("valid lookups at %,d/s".formatted(VALID));
            report.row("beside %,d further hits/s".formatted(BESIDE), besideHits);
            report.row("beside %,d forged/s".formatted(BESIDE), besideForged);
            report.print();
            System.out.printf(
                    "p99 beside forged / beside hits: %.2f; queries meanwhile: %.0f%n",
                    Sample.median(besideForged, Sample::p99Millis) / Sample.median(besideHits, Sample::p99Millis),
                    gateway.metric("tokengate_miss_batch_count") - queries);
        }
    }

    private Sample beside(Gateway gateway, Path valid, Load other) throws IOException, InterruptedException {
        CompletableFuture<Sample> flood = CompletableFuture.supplyAsync(() -> {
            try {
                return wrk.load(gateway.server(), Gateway.LOOKUP, other);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        Sample sample = wrk.load(gateway.server(), Gateway.LOOKUP, Load.rate(valid, ROUND, VALID));
        flood.join();
        return sample;
    }
}
