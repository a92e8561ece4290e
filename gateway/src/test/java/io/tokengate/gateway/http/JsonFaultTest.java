package io.tokengate.gateway.http;

import io.tokengate.domain.account.Role;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Bodies with a secret at every place, broken in every way: whatever the fault is, its message must not repeat it. */
class JsonFaultTest {
    private static final String SECRET = "hunter2";
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\n",
        "\0",
        "ä",
        "1",
        "-",
        "true",
        "null",
        "\"text\":",
        SECRET,
        "\"" + SECRET + "\""
    };
    private static final String BODY = """
            {"text": "hunter2", "flag": true, "number": 1, "list": ["hunter2"], "role": "USER",
             "inner": {"text": "hunter2", "flag": false}, "hunter2": ["hunter2"]}""";

    private final Random random = new Random(7);
    private int faults;

    record Sample(
            @Nullable String text,
            @Nullable Boolean flag,
            @Nullable Integer number,
            @Nullable List<@Nullable String> list,
            @Nullable Role role,
            @Nullable Sample inner) {}

    @Test
    void secretOfTheWrongTypeIsNotRepeated() {
        for (String value :
                List.of("\"hunter2\"", "[\"hunter2\"]", "{\"hunter2\": \"hunter2\"}", "hunter2", "[hunter2")) {
            for (String member : List.of("text", "flag", "number", "list", "role", "inner", "hunter2")) {
                read("{\"" + member + "\": " + value + "}");
                read("{\"inner\": {\"" + member + "\": " + value + "}}");
                read("{\"list\": [" + value + ", {\"" + member + "\": " + value + "}]}");
                read("{\"" + member + "\": " + value + ", \"" + member + "\": " + value + "}");
            }
            read(value);
        }
        assertThat(faults).isGreaterThan(70);
    }

    @Test
    void secretInBrokenBodyIsNotRepeated() {
        for (int round = 0; round < 50_000; round++) {
            StringBuilder body = new StringBuilder(BODY);
            for (int i = random.nextInt(3); i >= 0; i--) {
                breakSomewhere(body);
            }
            read(body.toString());
        }
        assertThat(faults).isGreaterThan(25_000);
    }

    @Test
    void secretIsNotRepeatedWhereverTheBodyEnds() {
        for (int end = 0; end < BODY.length(); end++) {
            read(BODY.substring(0, end));
            read(BODY.substring(end));
        }
        assertThat(faults).isGreaterThan(BODY.length());
    }

    @Test
    void faultIsNamedAsWhatItIs() {
        assertThat(fault("{\"other\": " + "[".repeat(2_000))).contains("nested too deeply");
        assertThat(fault("{\"number\": " + "1".repeat(2_000) + "}")).contains("a number");
        assertThat(fault("{\"list\": [[[\"x\"]]]}")).isEqualTo("Member list.0 is not of the right type");
        assertThat(fault("{\"list\": [\"a\", {\"x\": 1}]}")).isEqualTo("Member list.1 is not of the right type");
        String neither = "The body must be a JSON object with members of the right types";
        assertThat(fault("[]")).isEqualTo(neither);
        // The reader loses its place in a list of one text where a text should be, and names no member.
        assertThat(fault("{\"list\": [[\"x\"]]}")).isEqualTo(neither);
    }

    @Test
    void otherEncodingsAreNamed() {
        for (String encoding : List.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE")) {
            byte[] body = "{\"text\": \"t\"}".getBytes(Charset.forName(encoding));
            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> Json.read(body, Sample.class))
                    .withMessage("The body must be encoded in UTF-8");
        }
    }

    private static String fault(String body) {
        try {
            Json.read(body.getBytes(UTF_8), Sample.class);
            return "none";
        } catch (RequestException e) {
            return e.getMessage();
        }
    }

    private void breakSomewhere(StringBuilder body) {
        int place = random.nextInt(body.length());
        String piece = PIECES[random.nextInt(PIECES.length)];
        switch (random.nextInt(3)) {
            case 0 -> body.insert(place, piece);
            case 1 -> body.deleteCharAt(place);
            default -> body.replace(place, Math.min(body.length(), place + random.nextInt(12)), piece);
        }
    }

    private void read(String body) {
        try {
            Json.read(body.getBytes(UTF_8), Sample.class);
        } catch (RequestException e) {
            faults++;
            assertThat(e.getMessage())
                    .as(body)
                    .doesNotContainIgnoringCase("hunter")
                    .hasSizeLessThan(200);
            assertThat(e).hasNoCause();
        }
    }
}
