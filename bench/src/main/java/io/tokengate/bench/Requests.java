package io.tokengate.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Files of requests for {@link Wrk}. */
final class Requests {
    private Requests() {}

    /** Lookups of tokens, each by one of some callers. */
    static Path lookups(Path file, List<String> callers, int count, IntFunction<String> token) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                lines.write(Gateway.authorization(callers.get(i % callers.size())) + "\t" + Gateway.body(token.apply(i))
                        + "\n");
            }
        }
        return file;
    }

    /** Batches of so many tokens each, by the native token. */
    static Path batches(Path file, List<String> tokens, int size) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int from = 0; from + size <= tokens.size(); from += size) {
                lines.write("Bearer " + Gateway.NATIVE + "\t{\"tokens\":[\""
                        + String.join("\",\"", tokens.subList(from, from + size)) + "\"]}\n");
            }
        }
        return file;
    }

    /** Introspections of tokens, each a form, by the native token. */
    static Path introspections(Path file, List<String> tokens) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (String token : tokens) {
                lines.write("Bearer " + Gateway.NATIVE + "\ttoken=" + token + "\n");
            }
        }
        return file;
    }

    /** A token of the right form, made up; its checksum names a key that there is not. */
    static String madeUp(int number) {
        return "dt0c01." + letters(number, 24) + "." + "M".repeat(48) + "ZZZZ" + "M".repeat(12);
    }

    /** The token with another secret, so that its checksum is wrong. */
    static String forged(String token) {
        int place = token.length() - 40;
        char other = token.charAt(place) == 'A' ? 'B' : 'A';
        return token.substring(0, place) + other + token.substring(place + 1);
    }

    /** A number in letters, A for 0 to J for 9, with leading ones. */
    static String letters(int number, int length) {
        StringBuilder text = new StringBuilder();
        ("%0" + length + "d").formatted(number).chars().forEach(digit -> text.append((char) (digit - '0' + 'A')));
        return text.toString();
    }
}
