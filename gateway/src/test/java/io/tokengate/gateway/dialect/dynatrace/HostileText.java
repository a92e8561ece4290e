package io.tokengate.gateway.dialect.dynatrace;

import java.util.List;
import java.util.Random;

/** Makes text that nobody sane would send, the same for the same seed. */
final class HostileText {
    private static final List<String> MORSELS = List.of(
            "\"",
            "\"\"",
            "'",
            "(",
            ")",
            "((((",
            "))))",
            "[",
            "{",
            ",",
            ",,",
            ".",
            ":",
            "/",
            "\\",
            "%",
            "%2B",
            "+",
            "-",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\0",
            "\u0001",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\uffff",
            "\ud800",
            "\udc00",
            "\udc00\ud800",
            "😀",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "٢",
            "２",
            "null",
            "true",
            "false",
            "NaN",
            "now",
            "now-",
            "/d",
            "T",
            "Z",
            "+01:00",
            "owner(",
            "scope(\"",
            "personalAccessToken(",
            "id",
            "name",
            "dt0c01.",
            "0",
            "-1",
            "1e9",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "0x7f",
            "${x}",
            "<b>",
            "'; DROP TABLE token; --",
            "../",
            "A",
            "x".repeat(300));

    private final Random random;
    private final List<String> valid;

    /** Starts from inputs that the grammar accepts, so that much gets past its first character. */
    HostileText(long seed, List<String> valid) {
        this.random = new Random(seed);
        this.valid = valid;
    }

    String next() {
        return switch (random.nextInt(8)) {
            case 0 -> noise(random.nextInt(60));
            case 1 -> morsels(1 + random.nextInt(8));
            case 2 -> huge();
            default -> mutated(1 + random.nextInt(4));
        };
    }

    /** Any UTF-16, well formed or not, mostly of the lower planes. */
    private String noise(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return text.toString();
    }

    private String morsels(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(pick(MORSELS));
        }
        return text.toString();
    }

    private String huge() {
        String unit = random.nextBoolean() ? pick(MORSELS) : pick(valid);
        return unit.repeat(1 + random.nextInt(4_000) / Math.max(1, unit.length())) + pick(MORSELS);
    }

    private String mutated(int times) {
        StringBuilder text = new StringBuilder(pick(valid));
        for (int i = 0; i < times; i++) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(4));
        switch (random.nextInt(7)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, pick(MORSELS));
            case 2 -> text.replace(from, to, pick(MORSELS));
            case 3 -> text.insert(from, text.toString());
            case 4 -> text.setLength(from);
            case 5 -> text.insert(from, noise(1 + random.nextInt(3)));
            default -> text.insert(from, text.substring(from, to));
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
