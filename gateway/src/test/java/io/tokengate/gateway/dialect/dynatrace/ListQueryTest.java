package io.tokengate.gateway.dialect.dynatrace;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusals;
import static org.assertj.core.api.Assertions.assertThat;

class ListQueryTest {
    private static final Instant NOW = Instant.parse("2024-02-29T13:14:15.123456Z");
    private static final Instant NOW_CUT = Instant.parse("2024-02-29T13:14:15.123Z");
    private static final Instant YESTERDAY = Instant.parse("2024-02-28T13:14:15.123Z");

    @Test
    void hasDefaults() {
        assertThat(parse(Map.of()))
                .isEqualTo(new ListQuery(200, TokenSelector.ALL, FieldSelection.DEFAULT, null, TokenSort.DEFAULT));
    }

    @Test
    void readsAll() {
        assertThat(parse(Map.of(
                        "pageSize", "100",
                        "apiTokenSelector", "owner(\"john.smith\")",
                        "fields", "+scopes",
                        "from", "now-1d",
                        "to", "2024-02-29 00:00",
                        "sort", "+name")))
                .isEqualTo(new ListQuery(
                        100,
                        TokenSelector.parse("owner(\"john.smith\")"),
                        FieldSelection.parse("+scopes"),
                        new Timeframe(YESTERDAY, Instant.parse("2024-02-29T00:00:00Z")),
                        TokenSort.parse("name")));
    }

    @Test
    void ignoresParametersItDoesNotKnow() {
        assertThat(parse(Map.of("api-token", "x", "PageSize", "1", "", "y"))).isEqualTo(parse(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "101", "9999", "10000", "0200"})
    void takesPageSize(String text) {
        assertThat(parse(Map.of("pageSize", text)).pageSize()).isEqualTo(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "99",
                "1",
                "0",
                "-1",
                "-100",
                "10001",
                "+200",
                "200 ",
                "200.0",
                "2e2",
                "0x100",
                "٢٠٠",
                "null",
                "2147483648",
                "4294967496",
                "9223372036854775808",
                "18446744073709551816"
            })
    void refusesPageSize(String text) {
        assertThat(refusal(() -> parse(Map.of("pageSize", text))))
                .isEqualTo(new ConstraintViolation(
                        "pageSize", "Must be a number from 100 to 10000", ParameterLocation.QUERY));
    }

    @Test
    void endsTimeframeNowUnlessSaid() {
        assertThat(parse(Map.of("from", "now-1d")).lastUsed()).isEqualTo(new Timeframe(YESTERDAY, NOW_CUT));
    }

    @Test
    void leavesTheBeginningOpenUnlessSaid() {
        assertThat(parse(Map.of("to", "now-1d")).lastUsed()).isEqualTo(new Timeframe(null, YESTERDAY));
    }

    @Test
    void takesTimeframeOfOneInstant() {
        assertThat(parse(Map.of("from", "now")).lastUsed()).isEqualTo(new Timeframe(NOW_CUT, NOW_CUT));
    }

    @Test
    void refusesTimeframeThatEndsBeforeItBegins() {
        assertThat(refusal(() -> parse(Map.of("from", "now-1d", "to", "now-2d")))
                        .path())
                .isEqualTo("from");
        assertThat(refusal(() -> parse(Map.of("from", "now+1m"))).path()).isEqualTo("from");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        List<ConstraintViolation> refusals = refusals(() -> parse(Map.of(
                "pageSize", "1",
                "apiTokenSelector", "x",
                "fields", "x",
                "from", "now+1d",
                "to", "x",
                "sort", "x")));
        assertThat(refusals)
                .extracting(ConstraintViolation::path)
                .containsExactly("pageSize", "apiTokenSelector", "fields", "to", "sort");
    }

    @Test
    void comparesTimesWhateverElseIsWrong() {
        assertThat(refusals(() -> parse(Map.of("pageSize", "1", "from", "now+1d"))))
                .extracting(ConstraintViolation::path)
                .containsExactly("pageSize", "from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageSize", "apiTokenSelector", "fields", "from", "to", "sort"})
    void refusesTwoValuesAndEmptyOnes(String name) {
        ListParameters twice = new ListParameters(Map.of(name, List.of("200", "200")));
        assertThat(refusal(() -> ListQuery.parse(twice, NOW)))
                .isEqualTo(new ConstraintViolation(name, "Must not be given more than once", ParameterLocation.QUERY));
        assertThat(refusal(() -> parse(Map.of(name, ""))).path()).isEqualTo(name);
        ListParameters bare = new ListParameters(Map.of(name, Arrays.asList(new String[1])));
        assertThat(refusal(() -> ListQuery.parse(bare, NOW)).path()).isEqualTo(name);
    }

    @Test
    void takesWhatSpringDecodes() {
        MultiValueMap<String, String> decoded = new LinkedMultiValueMap<>();
        decoded.add("pageSize", "300");
        assertThat(ListQuery.parse(new ListParameters(decoded), NOW).pageSize()).isEqualTo(300);
    }

    private static ListQuery parse(Map<String, String> parameters) {
        MultiValueMap<String, String> decoded = new LinkedMultiValueMap<>();
        decoded.setAll(parameters);
        return ListQuery.parse(new ListParameters(decoded), NOW);
    }
}
