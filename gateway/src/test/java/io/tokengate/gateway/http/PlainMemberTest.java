package io.tokengate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Never another value than {@link Json} reads, and nothing that it refuses. */
class PlainMemberTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int ROUNDS = 300_000;
    private static final PlainMember TOKEN = new PlainMember("token");
    private static final List<String> MORSELS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\\"",
            "\\u0041",
            "token",
            "\"token\"",
            "\"x\":1",
            "null",
            "1",
            " ",
            "\t",
            "\n",
            "\r",
            "\f",
            "\u000b",
            "\u00a0",
            "\u0000",
            "\u007f",
            "é",
            "\ufeff",
            "//",
            "/**/",
            "'",
            "a");

    record Holder(@Nullable String token) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{\"token\":\"a.B-9 ~!\"}|a.B-9 ~!",
                "{\"token\": \"a\"}|a",
                " { \"token\" : \"a\" } |a",
                "{\"token\":\"{}[]:,'/\"}|{}[]:,'/"
            })
    void readsThePlainShape(String body, String value) {
        assertThat(read(body)).isEqualTo(value);
    }

    @Test
    void readsWhiteSpaceAndAnEmptyValue() {
        assertThat(read("\r\n\t {\r\n\t \"token\"\r\n\t :\r\n\t \"\"\r\n\t }\r\n\t "))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "null",
                "{\"token\":\"a\"",
                "{\"token\":\"a}",
                "{\"token\":\"a\"}}",
                "{\"token\":\"a\"} x",
                "{\"token\":\"a\",}",
                "{\"token\":\"a\",\"x\":1}",
                "{\"x\":1,\"token\":\"a\"}",
                "{\"token\":\"a\",\"token\":\"b\"}",
                "{\"token\":null}",
                "{\"token\":5}",
                "{\"token\":[\"a\"]}",
                "{\"Token\":\"a\"}",
                "{\"token2\":\"a\"}",
                "{\"toke\\u006e\":\"a\"}",
                "{\"token\":\"a\\u0041\"}",
                "{\"token\":\"\\\"\"}",
                "{\"token\":\"é\"}",
                "{\"token\":\"\u007f\"}",
                "{\"token\":\"a\nb\"}",
                "\u000b{\"token\":\"a\"}",
                "[\"token\"]",
                "\"token\""
            })
    void leavesEverythingElse(String body) {
        assertThat(read(body)).isNull();
    }

    @Test
    void agreesWithJsonOnWhateverItReads() {
        Random random = new Random(SEED);
        int plain = 0;
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = mutated(random);
            String value = TOKEN.read(body);
            if (value != null) {
                assertThat(Json.read(body, Holder.class).token())
                        .as(() -> new String(body, StandardCharsets.ISO_8859_1))
                        .isEqualTo(value);
                plain++;
            } else {
                refused++;
            }
        }
        assertThat(plain).as("plain ones were met").isGreaterThan(ROUNDS / 10);
        assertThat(refused).as("others were met").isGreaterThan(ROUNDS / 10);
    }

    private static byte[] mutated(Random random) {
        StringBuilder body = new StringBuilder("{\"token\": \"dt0c01.A.B\"}");
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(body.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> body.insert(at, MORSELS.get(random.nextInt(MORSELS.size())));
                case 1 -> body.delete(at, Math.min(body.length(), at + 1 + random.nextInt(3)));
                case 2 -> body.insert(at, (char) random.nextInt(0x180));
                default -> body.insert(at, " ".repeat(random.nextInt(3)));
            }
        }
        return body.toString().getBytes(random.nextInt(20) == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    private static @Nullable String read(String body) {
        return TOKEN.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
