package io.tokengate.gateway.config;

import java.util.List;

/** Words to the person who started the process, on standard output and never in a log. */
final class Console {
    private Console() {}

    /** What was generated at the first start: shown this once, since only digests are kept. */
    static void printOnce(List<String> lines) {
        if (!lines.isEmpty()) {
            print("");
            print("First start. Keep these, they are shown this once:");
            lines.forEach(line -> print("  " + line));
            print("");
        }
    }

    /** One line. */
    @SuppressWarnings("SystemOut")
    static void print(String line) {
        System.out.println(line);
    }
}
