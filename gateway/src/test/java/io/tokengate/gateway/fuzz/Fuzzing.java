package io.tokengate.gateway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for inputs on which a parser breaks, with Jazzer, each parser in a process of its own; what goes a new way is added
 * to its corpus, and what goes no way of its own is taken out. docs/reliability.md, «Parsers», has the command.
 */
public final class Fuzzing {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    /** Inputs, from which on it pays to look which of them go a way of their own: that takes two starts of a JVM more. */
    private static final int LARGE = 200;

    private static final String LONGEST_INPUT = "4096";

    /** Seconds for one input: no parser takes so long, on a busy machine either. */
    private static final String TOO_LONG = "10";

    private Fuzzing() {}

    /** Ends with 1 if a parser broke; the input is named then. The seconds for each, and which, all if none is named. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> names = Arrays.asList(args).subList(1, args.length);
        boolean well = true;
        for (Grammar grammar : Grammars.all().toList()) {
            if (names.isEmpty() || names.contains(grammar.name())) {
                boolean held = fuzz(grammar, args[0]);
                System.out.println(grammar + (held ? ": held, " : ": BROKE, ")
                        + Corpus.of(grammar).inputs().size() + " inputs kept");
                well &= held;
            }
        }
        System.exit(well ? 0 : 1);
    }

    private static boolean fuzz(Grammar grammar, String seconds) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", grammar.name()));
        Path inputs = Files.createTempDirectory(folder, "inputs");
        Corpus.of(grammar).unpack(inputs, grammar.valid());
        boolean held = jazzer(grammar, folder, "-max_total_time=" + seconds, inputs.toString());
        if (held && isLarge(inputs)) {
            Path kept = Files.createTempDirectory(folder, "kept");
            held = jazzer(grammar, folder, "-merge=1", kept.toString(), inputs.toString());
            Corpus.of(grammar).pack(kept);
        } else if (held) {
            Corpus.of(grammar).pack(inputs);
        }
        return held;
    }

    private static boolean isLarge(Path inputs) throws IOException {
        try (Stream<Path> files = Files.list(inputs)) {
            return files.count() > LARGE;
        }
    }

    private static boolean jazzer(Grammar grammar, Path folder, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + FuzzTarget.GRAMMAR + "=" + grammar.name(),
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=io.tokengate.**",
                "--custom_hook_includes=none.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + TOO_LONG));
        Stream.of(options).forEach(command::add);
        Path log = folder.resolve("log");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        return status == 0;
    }
}
