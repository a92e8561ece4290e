package io.tokengate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Tokens revoked through one replica and asked for at another until it refuses them, as a client sees it, while that
 * other one is under load.
 */
final class RevocationBenchmark {
    private static final int TOKENS = 3_000;
    private static final int KNOWN = 10_000;
    private static final int RATE = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofMinutes(4);

    private final Path folder;
    private final Wrk wrk;

    RevocationBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway one = Gateway.start(folder);
                Gateway other = one.replica(Map.of())) {
            List<String> known = one.create(KNOWN);
            Path requests = Requests.lookups(folder.resolve("known"), known.subList(0, 20), KNOWN, known::get);
            wrk.load(other.server(), Gateway.LOOKUP, Load.full(requests, WARM_UP));
            List<String> tokens = one.create(TOKENS);
            CompletableFuture<Void> load = keepLoading(other, requests);
            List<Duration> passed = new ArrayList<>();
            for (String token : tokens) {
                passed.add(revoke(one, other, token));
            }
            load.cancel(true);
            Collections.sort(passed);
            System.out.printf(
                    "%,d tokens revoked beside %,d lookups/s: refused by the other replica after p50 %.1f ms, p99 %.1f"
                            + " ms, at most %.1f ms%n",
                    TOKENS, RATE, millis(passed, 0.5), millis(passed, 0.99), millis(passed, 1));
        }
    }

    private static Duration revoke(Gateway one, Gateway other, String token) {
        if (!other.knows(token)) {
            throw new IllegalStateException("the other replica does not know a token that was acknowledged");
        }
        one.revoke(token);
        long acknowledged = System.nanoTime();
        long begun;
        do {
            begun = System.nanoTime();
        } while (other.knows(token));
        return Duration.ofNanos(begun - acknowledged);
    }

    private CompletableFuture<Void> keepLoading(Gateway gateway, Path requests) {
        return CompletableFuture.runAsync(() -> {
            try {
                wrk.load(gateway.server(), Gateway.LOOKUP, Load.rate(requests, AT_MOST, RATE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static double millis(List<Duration> sorted, double share) {
        int place = (int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share));
        return sorted.get(place).toNanos() / 1e6;
    }
}
