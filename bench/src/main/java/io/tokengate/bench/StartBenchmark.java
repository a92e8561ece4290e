package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CPU time of a start until it is ready, over a database that runs: of the jar, of its layers, and with an AOT cache. */
final class StartBenchmark {
    private static final int ROUNDS = 5;

    private final Path folder;

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
            Layers layers = Layers.of(folder);
            List<String> jar = List.of("-jar", Gateway.JAR.toString());
            List<String> image = layers.asInImage(layers.train(first));
            System.out.println("| start until it is ready | CPU | elapsed | CPU / bare Reactor Netty |");
            System.out.println("| --- | --- | --- | --- |");
            double bare = row("bare Reactor Netty", this::bare, 0);
            row("the jar", () -> ready(first, jar), bare);
            row("its layers", () -> ready(first, layers.plain()), bare);
            row(
                    "its layers, as in the image: an AOT cache, and the Dockerfile's flags",
                    () -> ready(first, image),
                    bare);
        }
    }

    @SuppressWarnings("SystemOut")
    private static double row(String name, Starting starting, double bare) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            starts.add(starting.once());
        }
        double cpu = Sample.median(starts, Start::cpu);
        System.out.printf(
                "| %s | %.2f s | %.1f s | %s |%n",
                name, cpu, Sample.median(starts, Start::elapsed), bare == 0 ? "" : "%.1f".formatted(cpu / bare));
        return cpu;
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
            gateway.awaitReady();
            return start(gateway.server(), begun);
        }
    }

    private static Start start(ServerProcess server, long begun) {
        return new Start(server.cpu().toMillis() / 1e3, (System.nanoTime() - begun) / 1e9);
    }
}
