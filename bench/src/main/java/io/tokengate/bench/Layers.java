package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The jar's layers, and how the image runs them: by the flags of the Dockerfile, with an AOT cache. */
final class Layers {
    private static final Path DOCKERFILE = Path.of("Dockerfile");
    private static final Pattern FLAG = Pattern.compile("\"(-[^\"]+)\"");

    /** When methods are compiled, which the training does not share. */
    private static final Predicate<String> COMPILATION = flag -> flag.startsWith("-XX:Tier");

    private static final int TRAINING = 20;

    private final Path folder;
    private final Path jar;

    private Layers(Path folder, Path jar) {
        this.folder = folder;
        this.jar = jar;
    }

    /** Takes the jar apart, below a folder. */
    static Layers of(Path folder) throws IOException, InterruptedException {
        Path layers = folder.resolve("layers");
        Tool.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                Gateway.JAR.toString(),
                "extract",
                "--destination",
                layers.toString());
        return new Layers(folder, layers.resolve(Gateway.JAR.getFileName()));
    }

    /** What runs them with no flag of the image. */
    List<String> plain() {
        return List.of("-jar", jar.toString());
    }

    /** What runs them as in the image, from whose Dockerfile the flags are. */
    List<String> asInImage(Path cache) throws IOException {
        return with(cache, flag -> true);
    }

    /** The same, but with methods compiled when the JVM would do it. */
    List<String> withUsualCompilation(Path cache) throws IOException {
        return with(cache, COMPILATION.negate());
    }

    private List<String> with(Path cache, Predicate<String> wanted) throws IOException {
        return program("-XX:AOTCache=" + cache, flags().stream().filter(wanted).toList());
    }

    /** As the image is trained: a start, a few requests of each kind, and the end; the cache. */
    Path train(Gateway database) throws IOException, InterruptedException {
        Path cache = folder.resolve("tokengate.aot");
        List<String> flags = flags().stream().filter(COMPILATION.negate()).toList();
        try (Gateway trained = database.replica(program("-XX:AOTCacheOutput=" + cache, flags))) {
            trained.awaitReady();
            for (String secret : trained.create(TRAINING)) {
                trained.revoke(secret);
            }
        }
        return cache;
    }

    private List<String> program(String cache, List<String> flags) {
        List<String> program = new ArrayList<>(flags);
        program.addFirst(cache);
        program.addAll(plain());
        return program;
    }

    private static List<String> flags() throws IOException {
        String dockerfile = Files.readString(DOCKERFILE);
        return FLAG.matcher(dockerfile.substring(dockerfile.indexOf("\nENTRYPOINT")))
                .results()
                .map(flag -> flag.group(1))
                .filter(flag -> !flag.equals("-jar") && !flag.startsWith("-XX:AOTCache"))
                .toList();
    }
}
