package io.tokengate.gateway.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Inputs of a grammar, a line of Base64 for each, as a fuzzer left them: together they go wherever it ever came. */
record Corpus(Path file) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

    static Corpus of(Grammar grammar) {
        return new Corpus(FOLDER.resolve(grammar.name() + ".txt"));
    }

    /** All of them; none if there is no file yet. */
    List<byte[]> inputs() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(Base64.getDecoder()::decode)
                .toList();
    }

    /** One file for each, as a fuzzer wants them. */
    void unpack(Path folder, List<byte[]> further) throws IOException {
        int number = 0;
        for (byte[] input : Stream.concat(inputs().stream(), further.stream()).toList()) {
            Files.write(folder.resolve(Integer.toString(number++)), input);
        }
    }

    /** Replaces them by those of a folder, in an order that does not depend on their names. */
    void pack(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> lines = files.map(Corpus::line).distinct().sorted().toList();
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        }
    }

    private static String line(Path input) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
