package io.tokengate.gateway;

import io.tokengate.gateway.support.RunningGateway;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator and a stranger see beside the dialects. */
class OperationsTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String LOOKUP = "/api/v2/apiTokens/lookup";

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesAnswerOnBothPorts(String path) {
        for (WebTestClient client : List.of(GATEWAY.client(), GATEWAY.management())) {
            client.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("UP");
        }
    }

    @Test
    void databaseHasAHealthGroupOfItsOwnAndReadinessDoesNotKnowIt() {
        GATEWAY.management()
                .get()
                .uri("/actuator/health/database")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
        GATEWAY.management()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectBody()
                .jsonPath("$.components.r2dbc")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/beans", "/actuator/heapdump", "/actuator/shutdown"})
    void nothingElseOfTheActuatorIsThere(String path) {
        GATEWAY.management().get().uri(path).exchange().expectStatus().isNotFound();
        GATEWAY.client().get().uri(path).exchange().expectStatus().isNotFound();
    }

    @Test
    void verificationsAreTimedByOutcomeDialectProtocolAndSource() {
        double verified = verdicts("verified", "dynatrace");
        double hits = sum("tokengate_verify_seconds_count", "outcome=\"verified\"", "source=\"hit\"");
        double unknown = verdicts("unknown", "none");
        double malformed = sum("tokengate_verify_seconds_count", "outcome=\"malformed\"", "source=\"text\"");
        lookUp(RunningGateway.DYNATRACE_TOKEN).isOk();
        lookUp(RunningGateway.DYNATRACE_TOKEN).isOk();
        lookUp("dt0c01." + "Z".repeat(24) + "." + "Z".repeat(64)).isNotFound();
        lookUp("dt0c01.short").isNotFound();

        // A token that was looked up twice, and the caller of each of the four lookups.
        assertThat(verdicts("verified", "dynatrace")).isEqualTo(verified + 6);
        assertThat(sum("tokengate_verify_seconds_count", "outcome=\"verified\"", "source=\"hit\""))
                .isGreaterThan(hits);
        assertThat(verdicts("unknown", "none")).isEqualTo(unknown + 1);
        assertThat(sum("tokengate_verify_seconds_count", "outcome=\"malformed\"", "source=\"text\""))
                .isEqualTo(malformed + 1);
        assertThat(metric("tokengate_usage_dropped_total")).isZero();
    }

    @Test
    void whatTheEngineKnowsIsShown() {
        lookUp(RunningGateway.DYNATRACE_TOKEN).isOk();
        assertThat(metric("tokengate_cache_tokens")).isPositive();
        assertThat(metric("tokengate_cache_weight")).isPositive();
        assertThat(metric("tokengate_knowledge_age_seconds")).isBetween(0.0, 60.0);
        assertThat(metric("tokengate_feed_reads_total{result=\"applied\"}")).isPositive();
        assertThat(sum("tokengate_feed_changes_total")).isNotNegative();
        assertThat(metric("tokengate_miss_batch_count")).isPositive();
        assertThat(metric("tokengate_miss_flights")).isNotNegative();
        assertThat(metric("tokengate_cache_absent")).isNotNegative();
        assertThat(sum("tokengate_feed_lag_seconds_count")).isNotNegative();
    }

    @Test
    void requestsAreCountedByTemplateOnly() {
        String secret = "dt0c01." + "Y".repeat(24) + "." + "Y".repeat(64);
        GATEWAY.client()
                .delete()
                .uri("/api/v2/apiTokens/" + secret)
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .exchange()
                .expectStatus()
                .isNotFound();
        GATEWAY.client()
                .get()
                .uri("/api/v2/no/" + secret)
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(metrics()).noneMatch(line -> line.contains("YYYY"));
        assertThat(metrics())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/api/v2/apiTokens/{id}\""));
    }

    @Test
    void lookupsAreCountedByTheirVerdictsAndNotAmongRequests() {
        String uri = "uri=\"" + LOOKUP + "\"";
        double before = count("http_server_requests_seconds_count", uri);
        lookUp(RunningGateway.DYNATRACE_TOKEN).isOk();
        assertThat(count("http_server_requests_seconds_count", uri)).isEqualTo(before);
        lookUp(LOOKUP + "?x=1", RunningGateway.DYNATRACE_TOKEN).isOk();
        assertThat(count("http_server_requests_seconds_count", uri)).isEqualTo(before + 1);
    }

    /** On the lean way, and on the ordinary one. */
    @ParameterizedTest
    @ValueSource(strings = {LOOKUP, LOOKUP + "?x=1"})
    void lookupIsNotServedOnThePortOfMetrics(String target) {
        GATEWAY.management()
                .post()
                .uri(target)
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("token", RunningGateway.DYNATRACE_TOKEN))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/apiTokens", "/v1/tenants", "/openapi/dynatrace.yaml"})
    void noRouteIsServedOnThePortOfMetrics(String path) {
        GATEWAY.management().get().uri(path).exchange().expectStatus().isNotFound();
    }

    @Test
    void contractsAreServedAsYaml() {
        GATEWAY.client()
                .get()
                .uri("/openapi/dynatrace.yaml")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/yaml")
                .expectBody(String.class)
                .value(text -> assertThat(text).startsWith("openapi: 3."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/openapi/none.yaml", "/api/v22/apiTokens", "/v1x", "//nothing"})
    void outsideEveryDialectAreProblemDetails(String path) {
        GATEWAY.client()
                .get()
                .uri(URI.create(GATEWAY.address() + path))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404);
    }

    private static StatusAssertions lookUp(String token) {
        return lookUp(LOOKUP, token);
    }

    private static StatusAssertions lookUp(String target, String token) {
        return GATEWAY.client()
                .post()
                .uri(target)
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("token", token))
                .exchange()
                .expectStatus();
    }

    private static double verdicts(String outcome, String dialect) {
        return sum(
                "tokengate_verify_seconds_count",
                "outcome=\"" + outcome + "\"",
                "dialect=\"" + dialect + "\"",
                "protocol=\"dynatrace\"");
    }

    private static double sum(String name, String... labels) {
        return metrics()
                .filter(line -> line.startsWith(name))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double metric(String name) {
        return metrics()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static double count(String name, String label) {
        return metrics()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Stream<String> metrics() {
        String body = GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body).lines();
    }
}
