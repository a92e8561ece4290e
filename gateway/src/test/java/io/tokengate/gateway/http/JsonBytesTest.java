package io.tokengate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Byte for byte what {@link Json} and the JDK write. */
class JsonBytesTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int ROUNDS = 200_000;

    @Test
    void everyCharacterIsWrittenAsJsonWritesIt() {
        for (char c = 0; c < Character.MIN_SURROGATE; c++) {
            String text = "a" + c;
            assertThat(new JsonBytes().text(text).toBytes()).isEqualTo(Json.write(text));
        }
    }

    @Test
    void textsAreWrittenAsJsonWritesThem() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String text = random.ints(random.nextInt(20), 0, random.nextBoolean() ? 0x7F : 0x20000)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(new JsonBytes().text(text).toBytes()).isEqualTo(Json.write(text));
        }
    }

    @Test
    void growsAsNeeded() {
        JsonBytes json = new JsonBytes();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String text = "x".repeat(i * i);
            json.raw(JsonBytes.ascii(",")).text(text).instant(Instant.EPOCH);
            expected.append(",\"").append(text).append("\"\"1970-01-01T00:00:00Z\"");
        }
        assertThat(new String(json.toBytes(), StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-23T08:15:30.144Z",
                "2026-11-23T08:15:30.100Z",
                "2026-11-23T08:15:30.001Z",
                "2024-02-29T23:59:59.999Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999Z",
                "2026-11-23T08:15:30.144001Z",
                "2026-11-23T08:15:30.000000001Z"
            })
    void instantsAreWrittenAsTheJdkWritesThem(String text) {
        assertThat(instant(Instant.parse(text))).isEqualTo("\"" + text + "\"");
    }

    @Test
    void anyInstantIsWrittenAsTheJdkWritesIt() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            Instant any = Instant.ofEpochSecond(
                    random.nextLong(-63_000_000_000L, 254_000_000_000L), random.nextInt(1_000_000_000));
            Instant instant = random.nextInt(8) == 0 ? any : any.truncatedTo(ChronoUnit.MILLIS);
            assertThat(instant(instant)).isEqualTo("\"" + instant + "\"");
        }
    }

    private static String instant(Instant instant) {
        return new String(new JsonBytes().instant(instant).toBytes(), StandardCharsets.US_ASCII);
    }
}
