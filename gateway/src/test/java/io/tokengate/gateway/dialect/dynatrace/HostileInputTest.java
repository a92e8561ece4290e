package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Whatever comes in, a grammar returns a value or throws {@link ConstraintViolations}. Give
 * {@code -Dtokengate.test.seed=…} to run other cases.
 */
class HostileInputTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_123L);
    private static final int CASES = 20_000;
    private static final int MEGABYTE = 1_000_000;

    private static final Instant NOW = Instant.parse("2024-02-29T13:14:15.123Z");
    private static final PageKeys KEYS = new PageKeys(new byte[32]);
    private static final ListQuery QUERY = ListQuery.parse(new ListParameters(Map.of()), NOW);
    private static final String KEY = KEYS.next(1, QUERY, new PageRequest.Position("name", 7));

    record Grammar(String name, Function<String, ?> parser, List<String> valid) {
        Grammar(String name, Function<String, ?> parser, String... valid) {
            this(name, parser, List.of(valid));
        }

        void read(String text) {
            assertThat((Object) parser.apply(text)).isNotNull();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Grammar> grammars() {
        return Stream.of(
                new Grammar(
                        "time",
                        text -> TimeText.parse(text, NOW, Parameter.query("from")),
                        "now-2h/d",
                        "now+14d",
                        "1611550621123",
                        "2021-01-25T05:57:01.123+01:00",
                        "2021-01-25 05:57"),
                new Grammar(
                        "selector",
                        TokenSelector::parse,
                        "owner(\"john.smith\"),personalAccessToken(false),scope(\"metrics.read\",\"logs.read\")",
                        "owner(\"\")",
                        "personalAccessToken(true)",
                        " scope ( \"a\" , \"b\" ) "),
                new Grammar(
                        "fields",
                        FieldSelection::parse,
                        "+scopes,-creationDate",
                        "creationDate,expirationDate,owner",
                        " modifiedDate"),
                new Grammar("sort", TokenSort::parse, "+name", "-creationDate", "expirationDate"),
                new Grammar("page size", PageSize::parse, "100", "200", "10000"),
                new Grammar("page key", text -> KEYS.open(text, 1), KEY, "AQAAABQBAAAABQ=="),
                new Grammar(
                        "scopes",
                        text -> DynatraceScopes.parse(List.of("metrics.read", text)),
                        "metrics.write",
                        "DataExport"),
                new Grammar(
                        "reference",
                        TokenReference::parse,
                        "dt0c01.ST2EY72KQINMH574WMNVI7YN",
                        "dt0c01.ST2EY72KQINMH574WMNVI7YN."
                                + "G3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFM572RZM"));
    }

    @ParameterizedTest
    @MethodSource("grammars")
    void isReadOrRefused(Grammar grammar) {
        HostileText texts = new HostileText(SEED, grammar.valid());
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            String text = texts.next();
            read += check(() -> grammar.read(text), text, "seed " + SEED + ", case " + i) ? 1 : 0;
        }
        assertThat(read).as("hostile, but not beyond recognition").isPositive();
    }

    /** No grammar scans anything twice, or a quarter of a million million steps would go into each of these. */
    @ParameterizedTest
    @MethodSource("grammars")
    void isReadOrRefusedIfHuge(Grammar grammar) {
        Stream<String> units = Stream.concat(
                grammar.valid().stream(),
                Stream.of(
                        "a", "A", "1", " ", "+", "-", "/", "(", ")", "\"", "\\", ",", "+id,", "id,", "\0", "\ud800",
                        "😀"));
        units.forEach(unit -> {
            String text = unit.repeat(MEGABYTE / unit.length());
            for (String start : List.of("", grammar.valid().getFirst())) {
                for (int length : new int[] {4_000, MEGABYTE}) {
                    String cut = (start + text).substring(0, Math.min(length, text.length()));
                    check(() -> grammar.read(cut), cut, start + unit);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("grammars")
    void isReadOrRefusedAmongOthers(Grammar grammar) {
        HostileText texts = new HostileText(SEED, grammar.valid());
        for (int i = 0; i < CASES / 10; i++) {
            String a = texts.next();
            String b = texts.next();
            List<Map<String, List<String>>> queries = List.of(
                    Map.of("from", List.of(a), "to", List.of(b), "pageSize", List.of(a)),
                    Map.of("sort", List.of(a), "fields", List.of(a), "apiTokenSelector", List.of(b)),
                    Map.of("nextPageKey", List.of(a), b, List.of(a)),
                    Map.of("to", List.of(a, b), "fields", List.of(), "sort", Arrays.asList(new String[2])));
            for (Map<String, List<String>> query : queries) {
                check(
                        () -> PageRequest.parse(new ListParameters(query), 1, NOW, KEYS),
                        a.length() > b.length() ? a : b,
                        "seed " + SEED + ", case " + i);
            }
        }
    }

    /** Whether the input was read. */
    private static boolean check(Runnable grammar, String input, String description) {
        try {
            grammar.run();
            return true;
        } catch (ConstraintViolations e) {
            assertThat(e.violations()).as(description).isNotEmpty().allSatisfy(v -> checkMessage(v.message(), input));
            return false;
        } catch (RuntimeException | Error e) {
            return fail(description + " broke on " + Excerpt.of(input), e);
        }
    }

    /** A message is one printable line and repeats no more than a hundred characters of the input. */
    private static void checkMessage(String message, String input) {
        assertThat(message.codePoints().noneMatch(HostileInputTest::isHarmful))
                .as(message)
                .isTrue();
        for (int i = 0; i + 100 < message.length(); i++) {
            assertThat(input.contains(message.substring(i, i + 101)))
                    .as(message)
                    .isFalse();
        }
    }

    private static boolean isHarmful(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint) || type == Character.SURROGATE || type == Character.FORMAT;
    }
}
