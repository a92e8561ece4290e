package io.tokengate.gateway.dialect.dynatrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tokengate.gateway.dialect.dynatrace.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

class DynatraceScopesTest {
    @Test
    void areAllThatWereEverPublished() {
        assertThat(DynatraceScopes.ACCEPTED)
                .hasSize(93)
                .contains("DcrumIntegration", "AppMonIntegration", "metrics.read", "hub.write", "apiTokens.write")
                .allMatch(scope -> scope.matches("[A-Za-z._]+"));
        assertThat(DynatraceScopes.ANSWER_ONLY).hasSize(6).doesNotContainAnyElementsOf(DynatraceScopes.ACCEPTED);
    }

    @Test
    void areTakenInOrderEachOnce() {
        assertThat(DynatraceScopes.parse(List.of("metrics.read", "DataExport", "metrics.read")))
                .containsExactly("metrics.read", "DataExport");
        assertThat(DynatraceScopes.parse(new ArrayList<>(DynatraceScopes.ACCEPTED)))
                .hasSize(93);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LogImport", "MemoryDump", "Metrics.read", "metrics.read ", "", "*", "a b", "metrics"})
    void refusesOthers(String scope) {
        assertThat(refusal(() -> DynatraceScopes.parse(List.of("metrics.read", scope))))
                .isEqualTo(new ConstraintViolation(
                        "scopes", "Unknown scope '" + scope + "'", ParameterLocation.PAYLOAD_BODY));
    }

    @Test
    void refusesNone() {
        String message = "At least one scope is required";
        assertThat(refusal(() -> DynatraceScopes.parse(null)).message()).isEqualTo(message);
        assertThat(refusal(() -> DynatraceScopes.parse(List.of())).message()).isEqualTo(message);
    }

    @Test
    void refusesNullAmongThem() {
        assertThat(refusal(() -> DynatraceScopes.parse(Arrays.asList("metrics.read", null)))
                        .message())
                .isEqualTo("Unknown scope null");
    }

    @Test
    void haveDisplayNames() {
        assertThat(DynatraceScopes.displayName("apiTokens.read")).isEqualTo("Read API tokens");
        assertThat(DynatraceScopes.displayName("apiTokens.write")).isEqualTo("Write API tokens");
        assertThat(DynatraceScopes.displayName("DataExport")).isEqualTo("DataExport");
    }
}
