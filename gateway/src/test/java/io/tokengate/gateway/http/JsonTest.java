package io.tokengate.gateway.http;

import io.tokengate.domain.account.Role;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTest {
    record Sample(
            @Nullable String text,
            @Nullable Boolean flag,
            @Nullable Integer number,
            @Nullable List<@Nullable String> list,
            @Nullable Role role) {}

    record Single(@Nullable String token) {}

    @Test
    void readsWhatIsOfTheRightType() {
        assertThat(read("{\"text\":\"t\",\"flag\":true,\"number\":-1,\"list\":[\"a\",null],\"role\":\"USER\"}"))
                .isEqualTo(new Sample("t", true, -1, Arrays.asList("a", null), Role.USER));
    }

    @Test
    void absentAndNullAreTheSame() {
        Sample none = new Sample(null, null, null, null, null);
        assertThat(read("{}")).isEqualTo(none);
        assertThat(read("{\"text\":null,\"flag\":null,\"number\":null,\"list\":null,\"role\":null}"))
                .isEqualTo(none);
    }

    @Test
    void ignoresUnknownMembers() {
        assertThat(read("{\"unknown\":{\"a\":[1,{}]},\"text\":\"t\",\"TEXT\":1}")
                        .text())
                .isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | 1",
                "text | 1.5",
                "text | true",
                "text | []",
                "text | [\"a\"]",
                "text | {}",
                "flag | 1",
                "flag | 0",
                "flag | 0.0",
                "flag | \"true\"",
                "flag | \"false\"",
                "flag | \"\"",
                "flag | \"null\"",
                "flag | [true]",
                "flag | []",
                "flag | {}",
                "number | \"1\"",
                "number | \"\"",
                "number | 1.5",
                "number | 1.0",
                "number | true",
                "number | 2147483648",
                "number | [1]",
                "list | \"a\"",
                "list | \"\"",
                "list | {}",
                "role | 0",
                "role | \"0\"",
                "role | \"\"",
                "role | \" \"",
                "role | \"user\"",
                "role | \"ROOT\"",
                "role | true",
                "role | [\"USER\"]"
            })
    void guessesNoValue(String member, String value) {
        refuses("{\"" + member + "\":" + value + "}", "Member " + member + " is not of the right type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[\"a\",true]", "[\"a\",{}]"})
    void guessesNoValueInsideList(String list) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> read("{\"list\":" + list + "}"))
                .withMessageMatching("Member list\\.[01] is not of the right type");
    }

    /** Jackson 3.1 takes the end of the inner list for that of the outer; only the check for more to come refuses it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"list\":[[\"a\"]]}",
                "{\"list\":[\"a\",[\"b\"]],\"text\":\"t\"}",
                "{\"list\":[[\"a\"],\"b\"]}",
                "{\"list\":[[\"a\"],\"text\",\"t\"],\"flag\":true}",
                "{\"list\":[[]]}",
                "{\"list\":[[null]]}"
            })
    void refusesListInsideList(String body) {
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> read(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"text\":\"a\"",
                "{\"text\":}",
                "{text:1}",
                "{'text':'a'}",
                "{\"text\":\"a\",}",
                "{\"number\":01}",
                "{\"number\":NaN}",
                "{} /* comment */",
                "{} x",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"text\":\"a\",\"text\":null}",
                "{\"unknown\":1,\"unknown\":2}",
                "{\"unknown\":{\"a\":1,\"a\":2}}"
            })
    void refusesWhatIsNotWellFormed(String body) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> read(body))
                .withMessageMatching("The body is not well-formed JSON \\(line \\d+, column \\d+\\)")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "null", "{}{}", "{}[]", "[]", "[{}]", "\"text\"", "\"\"", "1", "true"})
    void wantsObject(String body) {
        refuses(body, JsonFault.NOT_OF_THE_SHAPE);
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> Json.read(body.getBytes(UTF_8), Single.class))
                .withMessage(JsonFault.NOT_OF_THE_SHAPE);
    }

    @Test
    void refusesDeepNesting() {
        int depth = 100_000;
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> read("{\"unknown\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> read("{\"list\":" + "[".repeat(depth)));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] body = "{\"text\":\"?\"}".getBytes(UTF_8);
        body[9] = (byte) 0xC0;
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> Json.read(body, Sample.class));
    }

    @Test
    void writesWhatItReads() {
        Sample sample = new Sample("t\"\0ä🎉", false, 1, List.of(), Role.INFRA_ADMIN);
        assertThat(Json.read(Json.write(sample), Sample.class)).isEqualTo(sample);
    }

    private static Sample read(String body) {
        return Json.read(body.getBytes(UTF_8), Sample.class);
    }

    private static void refuses(String body, String message) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> read(body))
                .withMessage(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }
}
