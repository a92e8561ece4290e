package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/**
 * Whether how long a wrong login takes tells that its name is somebody's: by the share of pairs of one of either kind in
 * which the known name took longer. It is a half where time tells nothing.
 */
final class LoginBenchmark {
    private static final int PAIRS = 400;
    private static final int WARM_UP = 50;
    private static final String KNOWN = "admin";
    private static final String FACES = "| wrong login | known name, p50 | unknown name, p50 | known took longer |";

    private final Path folder;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LoginBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        // The most that the settings take: no login of this benchmark may be locked out.
        String many = "99999";
        try (Gateway first = Gateway.start(folder);
                Gateway gateway = first.replica(
                        Map.of("TOKENGATE_LOGIN_FAILURES", many, "TOKENGATE_LOGIN_FAILURES_STRANGERS", many))) {
            String address = gateway.server().address();
            System.out.println(FACES);
            System.out.println("| --- | --- | --- | --- |");
            measure("KPS", name -> login(address, name));
            measure("native, by HTTP Basic", name -> basic(address, "/v1/users/me", name));
            measure("CredentialManager, by HTTP Basic", name -> basic(address, "/api/v1/users/me", name));
        }
    }

    @SuppressWarnings("SystemOut")
    private void measure(String face, Function<String, HttpRequest> request) throws IOException, InterruptedException {
        long[] known = new long[PAIRS];
        long[] unknown = new long[PAIRS];
        for (int i = -WARM_UP; i < PAIRS; i++) {
            // Each unknown name once, as a guesser would, of the same length; who is first changes.
            String nobody = "a%04d".formatted(i + WARM_UP);
            boolean knownFirst = i % 2 == 0;
            long one = time(request.apply(knownFirst ? KNOWN : nobody));
            long other = time(request.apply(knownFirst ? nobody : KNOWN));
            if (i >= 0) {
                known[i] = knownFirst ? one : other;
                unknown[i] = knownFirst ? other : one;
            }
        }
        System.out.printf(
                "| %s | %.2f ms | %.2f ms | %.1f %% |%n", face, median(known), median(unknown), longer(known, unknown));
    }

    private long time(HttpRequest request) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int status = client.send(request, BodyHandlers.ofString()).statusCode();
        long took = System.nanoTime() - begun;
        if (status != 401) {
            throw new IOException("HTTP " + status);
        }
        return took;
    }

    private static HttpRequest login(String address, String name) {
        return HttpRequest.newBuilder(URI.create(address + "/v1.0/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + name + "\",\"password\":\"wrong password\"}"))
                .build();
    }

    private static HttpRequest basic(String address, String path, String name) {
        String given = Base64.getEncoder().encodeToString((name + ":wrong password").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Basic " + given)
                .build();
    }

    /** Per cent of all pairs, not only of those that were measured one after the other. */
    private static double longer(long[] known, long[] unknown) {
        long longer = 0;
        for (long one : known) {
            longer += Arrays.stream(unknown).filter(other -> one > other).count();
        }
        return 100.0 * longer / known.length / unknown.length;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
