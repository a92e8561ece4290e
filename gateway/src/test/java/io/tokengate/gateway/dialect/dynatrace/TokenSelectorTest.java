package io.tokengate.gateway.dialect.dynatrace;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TokenSelectorTest {
    static Stream<Arguments> selectors() {
        return Stream.of(
                reads("owner(\"john.smith\")", "john.smith", null),
                reads("personalAccessToken(true)", null, true),
                reads("personalAccessToken(false)", null, false),
                reads("scope(\"metrics.read\")", null, null, "metrics.read"),
                reads("scope(\"a\",\"b\",\"a\")", null, null, "a", "b"),
                reads(
                        "owner(\"john.smith\"),personalAccessToken(false),scope(\"metrics.read\",\"logs.read\")",
                        "john.smith",
                        false,
                        "metrics.read",
                        "logs.read"),
                reads(
                        "owner(\"john.smith\"),personalAccessToken(false),scope(\"metrics.read\",\"a b\")",
                        "john.smith",
                        false,
                        "metrics.read",
                        "a b"),
                reads("scope(\"b\"),owner(\"a\")", "a", null, "b"),
                reads("  owner ( \"a\" ) , scope( \"b\" , \"c\" ),personalAccessToken( true )  ", "a", true, "b", "c"),
                reads("owner(\"\")", "", null),
                reads("scope(\"\")", null, null, ""),
                reads("owner(\" a \")", " a ", null),
                reads("owner(\"a,b),scope(c\")", "a,b),scope(c", null),
                reads("scope(\"x(\",\"),\")", null, null, "x(", "),"),
                reads("owner(\"O'Brien; DROP TABLE token --\")", "O'Brien; DROP TABLE token --", null),
                reads("owner(\"a\\b~c%d_*\")", "a\\b~c%d_*", null),
                reads("owner(\"Jürgen 😀\")", "Jürgen 😀", null));
    }

    private static Arguments reads(String text, @Nullable String owner, @Nullable Boolean personal, String... scopes) {
        return arguments(text, new TokenSelector(owner, personal, Set.of(scopes)));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void reads(String text, TokenSelector expected) {
        assertThat(TokenSelector.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                   | Expected '(' at character 1",
                "` `                                  | Expected '(' at character 2",
                "owner                                | Expected '(' at character 6",
                "owner(                               | Expected a quote at character 7",
                "owner()                              | Expected a quote at character 7",
                "owner(a)                             | Expected a quote at character 7",
                "owner('a')                           | Expected a quote at character 7",
                "owner(\"a)                           | Expected a closing quote after at character 8",
                "owner(\"a\"                          | Expected ')' at character 10",
                "owner(\"a\",\"b\")                   | Expected ')' at character 10",
                "owner(\"a\"\"b\")                    | Expected ')' at character 10",
                "owner(\"a\\\"b\")                    | Expected ')' at character 11",
                "owner(\"a\"))                        | Expected a comma or the end at character 11",
                "owner(\"a\")x                        | Expected a comma or the end at character 11",
                "owner(\"a\") scope(\"b\")            | Expected a comma or the end at character 12",
                "owner(\"a\"),                        | Expected '(' at character 12",
                "owner(\"a\"),,scope(\"b\")           | Expected '(' at character 12",
                ",owner(\"a\")                        | Expected '(' at character 1",
                "((owner(\"a\")))                     | Unknown criterion '': use owner, personalAccessToken or scope",
                "Owner(\"a\")                         | Unknown criterion 'Owner': use owner, personalAccessToken or scope",
                "name(\"a\")                          | Unknown criterion 'name': use owner, personalAccessToken or scope",
                "owner(\"a\"),owner(\"a\")            | The criterion owner is given twice",
                "owner(\"\"),owner(\"\")              | The criterion owner is given twice",
                "scope(\"a\"),scope(\"b\")            | The criterion scope is given twice",
                "personalAccessToken(true),personalAccessToken(true) | The criterion personalAccessToken is given twice",
                "personalAccessToken(\"true\")        | Expected true or false at character 21",
                "personalAccessToken(TRUE)            | Expected true or false at character 25",
                "personalAccessToken(yes)             | Expected true or false at character 24",
                "personalAccessToken()                | Expected true or false at character 21",
                "personalAccessToken(true,false)      | Expected ')' at character 25",
                "personalAccessToken                  | Expected '(' at character 20",
                "scope()                              | Expected a quote at character 7",
                "scope(\"a\",)                        | Expected a quote at character 11",
                "scope(\"a\" \"b\")                   | Expected ')' at character 11",
                "owner(\"a\tb\")                      | Expected text without control characters at character 8",
                "owner(\"a\0\")                       | Expected text without control characters at character 8",
                "scope(\"\ud800\")                    | Expected text without control characters at character 8",
                "scope(\"a\u0085\")                   | Expected text without control characters at character 8",
                "owner\t(\"a\")                       | Expected '(' at character 6",
                "`owner(\"a\")\0`                     | Expected a comma or the end at character 11",
            })
    void refuses(String text, String message) {
        assertThat(refusal(() -> TokenSelector.parse(text)))
                .isEqualTo(new ConstraintViolation("apiTokenSelector", message, ParameterLocation.QUERY));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_001, 1_000_000})
    void refusesWhatIsTooLong(int length) {
        assertThat(refusal(() -> TokenSelector.parse("x".repeat(length))).message())
                .isEqualTo("A selector has at most 4000 characters");
    }

    @Test
    void takesEveryScopeThereIs() {
        String scopes = String.join("\" , \"", DynatraceScopes.ACCEPTED);
        assertThat(TokenSelector.parse("scope(\"" + scopes + "\")").scopes()).isEqualTo(DynatraceScopes.ACCEPTED);
    }
}
