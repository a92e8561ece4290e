package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The CPU time of a start until it is ready, over a database that runs: of the jar, of its layers, and with an AOT cache. */
final class StartBenchmark {
    private static final int ROUNDS = 5;
    private static final int TRAINING = 20;
    private static final Path JAR = Path.of("gateway", "target", "gateway.jar");

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    StartBenchmark(Path folder) {
        this.folder = folder;
    }

    /** What one start took, in seconds. */
    private record Start(double cpu, double elapsed) {}

    private interface Starting {
        Start once() throws IOException, InterruptedException;
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway first = Gateway.start(folder)) {
            List<String> jar = List.of("-jar", JAR.toString());
            List<String> layers = List.of("-jar", layers().toString());
            List<String> image = List.of("-Djdk.reflect.useNativeAccessorOnly=true", layers.get(0), layers.get(1));
            List<String> cached = with("-XX:AOTCache=" + train(first, image), image);
            System.out.println("| start until it is ready | CPU | elapsed | CPU / bare Reactor Netty |");
            System.out.println("| --- | --- | --- | --- |");
            double bare = row("bare Reactor Netty", this::bare, 0);
            row("the jar", () -> ready(first, jar), bare);
            row("its layers", () -> ready(first, layers), bare);
            row("its layers, as in the image: an AOT cache", () -> ready(first, cached), bare);
        }
    }

    private static List<String> with(String flag, List<String> program) {
        return Stream.concat(Stream.of(flag), program.stream()).toList();
    }

    @SuppressWarnings("SystemOut")
    private static double row(String name, Starting starting, double bare) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            starts.add(starting.once());
        }
        double cpu = median(starts, Start::cpu);
        System.out.printf(
                "| %s | %.2f s | %.1f s | %s |%n",
                name, cpu, median(starts, Start::elapsed), bare == 0 ? "" : "%.1f".formatted(cpu / bare));
        return cpu;
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }

    private Start bare() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (ServerProcess server = ConstantServer.start(folder, "{}")) {
            return start(server, begun);
        }
    }

    private Start ready(Gateway database, List<String> program) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Gateway gateway = database.replica(program)) {
            awaitReady(gateway);
            return start(gateway.server(), begun);
        }
    }

    private static Start start(ServerProcess server, long begun) {
        return new Start(server.cpu().toMillis() / 1e3, (System.nanoTime() - begun) / 1e9);
    }

    private void awaitReady(Gateway gateway) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.server().address() + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Path layers() throws IOException, InterruptedException {
        Path layers = folder.resolve("layers");
        Tool.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                JAR.toString(),
                "extract",
                "--destination",
                layers.toString());
        return layers.resolve(JAR.getFileName());
    }

    /** As the image is trained: a start, a few requests of each kind, and the end. */
    private Path train(Gateway database, List<String> program) throws IOException, InterruptedException {
        Path cache = folder.resolve("tokengate.aot");
        try (Gateway trained = database.replica(with("-XX:AOTCacheOutput=" + cache, program))) {
            awaitReady(trained);
            for (String secret : trained.create(TRAINING)) {
                trained.revoke(secret);
            }
        }
        return cache;
    }
}
