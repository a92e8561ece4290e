package io.tokengate.gateway;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Health and metrics as those who ask for them expect them: probes, Prometheus, people. */
class ManagementPortTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @Test
    void healthHasComponentsAndGroups() {
        get("/actuator/health", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components.r2dbc.status")
                .isEqualTo("UP")
                .jsonPath("$.components.r2dbc.details")
                .doesNotExist()
                .jsonPath("$.groups")
                .isEqualTo(List.of("database", "liveness", "readiness", "resilience"));
        get("/actuator/health/readiness/changeLog", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\": \"UP\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,                                             application/vnd.spring-boot.actuator.v3+json",
        "application/json,                                application/json",
        "application/vnd.spring-boot.actuator.v2+json,    application/vnd.spring-boot.actuator.v2+json",
        "'text/html,application/xhtml+xml,*/*;q=0.8',     application/vnd.spring-boot.actuator.v3+json",
    })
    void healthIsToldInTheFormThatIsAskedFor(String accept, String form) {
        get("/actuator/health", accept).expectStatus().isOk().expectHeader().contentType(form);
    }

    @Test
    void secondFormCallsComponentsDetails() {
        get("/actuator/health/liveness", "application/vnd.spring-boot.actuator.v2+json")
                .expectBody()
                .jsonPath("$.details.livenessState.status")
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,                                             text/plain;version=0.0.4;charset=utf-8",
        "application/openmetrics-text;version=1.0.0,      application/openmetrics-text;version=1.0.0;charset=utf-8",
        "text/plain;version=0.0.4,                        text/plain;version=0.0.4;charset=utf-8",
    })
    void metricsAreInTheFormThatIsAskedFor(String accept, String form) {
        get("/actuator/prometheus", accept)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_TYPE, form)
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("# TYPE tokengate_knowledge_age_seconds gauge"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "includedNames=tokengate_knowledge_age_seconds&includedNames=tokengate_cache_tokens",
                "includedNames=tokengate_knowledge_age_seconds,tokengate_cache_tokens"
            })
    void metricsCanBeAskedForByName(String query) {
        get("/actuator/prometheus?" + query, null)
                .expectBody(String.class)
                .value(text -> assertThat(text.lines().filter(line -> line.startsWith("# TYPE")))
                        .containsExactlyInAnyOrder(
                                "# TYPE tokengate_knowledge_age_seconds gauge", "# TYPE tokengate_cache_tokens gauge"));
    }

    @Test
    void noNameIsAllOfThem() {
        get("/actuator/prometheus?includedNames", null)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("jvm_info", "tokengate_knowledge_age_seconds"));
    }

    @Test
    void addressCanBeOneOfTheMachines() {
        Map<String, Object> settings = Map.of("management.server.address", "127.0.0.2");
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), settings)) {
            WebTestClient there = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.2:" + gateway.managementPort())
                    .build();
            there.get().uri("/readyz").exchange().expectStatus().isOk();
            assertThatThrownBy(() -> gateway.management().get().uri("/readyz").exchange())
                    .isInstanceOf(WebClientRequestException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/prometheus", "/livez"})
    void whatNobodyCanReadIsNotAcceptable(String path) {
        get(path, "image/png").expectStatus().isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus", "/livez", "/readyz"})
    void otherMethodsAreToldWhichThereAre(String path) {
        GATEWAY.management()
                .post()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals(HttpHeaders.ALLOW, "GET, HEAD")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void headHasNoBody() {
        for (WebTestClient client : List.of(GATEWAY.client(), GATEWAY.management())) {
            client.method(HttpMethod.HEAD)
                    .uri("/readyz")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/nothing", "/actuator/health/database/nothing", "/nothing", "/"})
    void whatIsNotThereIsNotFound(String path) {
        get(path, null).expectStatus().isNotFound();
    }

    @Test
    void itSaysWhatThereIs() {
        get("/actuator", null)
                .expectBody()
                .jsonPath("$._links.health.href")
                .isEqualTo("/actuator/health")
                .jsonPath("$._links.prometheus.href")
                .isEqualTo("/actuator/prometheus");
    }

    private static ResponseSpec get(String path, @Nullable String accept) {
        return GATEWAY.management()
                .get()
                .uri(path)
                .headers(headers -> {
                    if (accept != null) {
                        headers.set(HttpHeaders.ACCEPT, accept);
                    }
                })
                .exchange();
    }
}
