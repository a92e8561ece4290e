package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first seconds of a replica under full load, as the image runs and with the JVM's usual compilation: what a start that
 * compiles less costs those who ask first. They take turns.
 */
final class WarmUpBenchmark {
    private static final int ROUNDS = 3;
    private static final int TOKENS = 1_000;
    private static final int CALLERS = 20;
    private static final int SECONDS = 16;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<Integer> SHOWN = List.of(1, 2, 4, 8, 16);

    private final Path folder;
    private final Wrk wrk;

    WarmUpBenchmark(Path folder) {
        this.folder = folder;
        this.wrk = new Wrk(folder);
    }

    /** Measures and prints. */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        try (Gateway first = Gateway.start(folder)) {
            List<String> tokens = first.create(TOKENS);
            Load load = Load.full(
                    Requests.lookups(folder.resolve("known"), tokens.subList(0, CALLERS), TOKENS, tokens::get), SECOND);
            Layers layers = Layers.of(folder);
            Path cache = layers.train(first);
            List<List<Sample>> image = new ArrayList<>();
            List<List<Sample>> usual = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                image.add(seconds(first, layers.asInImage(cache), load));
                usual.add(seconds(first, layers.withUsualCompilation(cache), load));
            }
            System.out.println("| answers in the nth second | "
                    + SHOWN.stream().map(second -> second + ".").collect(Collectors.joining(" | ")) + " | in all |");
            System.out.println("| --- |" + " --- |".repeat(SHOWN.size() + 1));
            print("as in the image", image);
            print("with the JVM's usual compilation", usual);
        }
    }

    private List<Sample> seconds(Gateway database, List<String> program, Load load)
            throws IOException, InterruptedException {
        List<Sample> seconds = new ArrayList<>();
        try (Gateway replica = database.replica(program)) {
            replica.awaitReady();
            for (int i = 0; i < SECONDS; i++) {
                seconds.add(wrk.load(replica.server(), Gateway.LOOKUP, load));
            }
        }
        return seconds;
    }

    /** The medians of the rounds. */
    @SuppressWarnings("SystemOut")
    private static void print(String name, List<List<Sample>> rounds) {
        List<Double> medians = IntStream.range(0, SECONDS)
                .mapToObj(second -> Sample.median(
                        rounds.stream().map(round -> round.get(second)).toList(), Sample::perSecond))
                .toList();
        System.out.printf(
                "| %s | %s | %,.0f |%n",
                name,
                SHOWN.stream()
                        .map(second -> "%,.0f".formatted(medians.get(second - 1)))
                        .collect(Collectors.joining(" | ")),
                medians.stream().mapToDouble(Double::doubleValue).sum());
    }
}
