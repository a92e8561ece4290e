package io.tokengate.gateway.tracing;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.tokengate.gateway.protocol.extauthz.ExtAuthzClient;
import io.tokengate.gateway.support.OtlpReceiver;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Traces as a collector gets them; that no secret is in them is {@code SecretsTest}'s. */
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {
    private static final String TOKENS = "/api/v2/apiTokens";
    private static final String SECRET = "dt0c01." + "T".repeat(24) + "." + "T".repeat(64);

    private static OtlpReceiver collector;
    private static RunningGateway gateway;

    /** Of traces that begin here none is sampled: each that comes is one that was asked for. */
    @BeforeAll
    static void start() throws IOException {
        collector = OtlpReceiver.start();
        gateway = RunningGateway.start(
                PostgresServer.shared().newDatabase(),
                Map.of(
                        "tokengate.tracing.endpoint",
                        collector.endpoint(),
                        "tokengate.tracing.sampling",
                        "0",
                        "tokengate.grpc.port",
                        "0"));
    }

    @AfterAll
    static void end() {
        gateway.close();
        collector.close();
    }

    @Test
    void managementRequestIsASpanByItsTemplate() {
        String trace = newTrace();
        send(HttpMethod.DELETE, TOKENS + "/" + SECRET, trace, "01")
                .expectStatus()
                .isNotFound();
        await(trace);
        assertThat(collector.received()).contains("DELETE " + TOKENS + "/{id}", "http.response.status_code", "404");
        assertThat(collector.received()).doesNotContain("T".repeat(24), "tracestate-of-a-stranger", "http.url");
    }

    @Test
    void leanVerificationIsASpanToo() {
        String trace = newTrace();
        lookUp(trace).expectStatus().isOk();
        await(trace);
        assertThat(collector.received()).contains("POST " + TOKENS + "/lookup");
        String forwarded = newTrace();
        send(HttpMethod.GET, "/auth/some/" + SECRET, forwarded, "01")
                .expectStatus()
                .isOk();
        await(forwarded);
        assertThat(collector.received()).contains("/auth/**").doesNotContain(SECRET);
    }

    @Test
    void callOfAnEnvoyIsASpanToo() {
        String probe = newTrace();
        try (ExtAuthzClient client = ExtAuthzClient.within(gateway, traceparent(probe, "01"))) {
            HealthGrpc.newBlockingStub(client.channel()).check(HealthCheckRequest.getDefaultInstance());
        }
        String trace = newTrace();
        try (ExtAuthzClient client = ExtAuthzClient.within(gateway, traceparent(trace, "01"))) {
            client.check(Map.of("x-api-token", RunningGateway.DYNATRACE_TOKEN));
        }
        await(trace);
        assertThat(collector.received())
                .contains(nameOfASpan("envoy.service.auth.v3.Authorization/Check"), "rpc.response.status_code", "OK")
                .doesNotContain("tracestate-of-a-stranger", RunningGateway.DYNATRACE_TOKEN);
        assertThat(collector.hasTrace(probe)).isFalse();
    }

    /** Of which nothing is told, so that only its end can end the span. */
    @Test
    void callThatAnEnvoyGivesUpIsASpanThatEnds() throws Exception {
        String trace = newTrace();
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ExtAuthzClient client = ExtAuthzClient.within(gateway, traceparent(trace, "01"))) {
            connection.setAutoCommit(false);
            statement.execute("lock table token in access exclusive mode");
            Throwable givenUp = catchThrowable(() -> client.check(
                    Map.of("x-api-token", "never-known-" + "0123456789".repeat(4)), Duration.ofMillis(300)));
            assertThat(givenUp).hasMessageContaining("DEADLINE_EXCEEDED");
            connection.rollback();
        }
        await(trace);
        assertThat(collector.received()).contains("CANCELLED");
    }

    @Test
    void whatItsSenderDoesNotSampleIsNot() {
        String unsampled = newTrace();
        lookUp(unsampled, "00").expectStatus().isOk();
        send(HttpMethod.GET, TOKENS, unsampled, "00").expectStatus().isOk();
        String sampled = newTrace();
        lookUp(sampled).expectStatus().isOk();
        await(sampled);
        assertThat(collector.hasTrace(unsampled)).isFalse();
    }

    @Test
    void probesAndScrapesAreNobodysTrace() {
        gateway.management()
                .get()
                .uri("/actuator/prometheus")
                .header("traceparent", traceparent(newTrace(), "01"))
                .exchange()
                .expectStatus()
                .isOk();
        String later = newTrace();
        lookUp(later).expectStatus().isOk();
        await(later);
        assertThat(collector.received()).doesNotContain("/actuator");
    }

    @Test
    void timesOfVerdictsNameATrace() {
        awaitExemplar(
                "tokengate_verify_seconds_bucket",
                "dynatrace",
                trace -> lookUp(trace).expectStatus().isOk());
        awaitExemplar("tokengate_verify_seconds_bucket", "extauthz", trace -> {
            try (ExtAuthzClient client = ExtAuthzClient.within(gateway, traceparent(trace, "01"))) {
                client.check(Map.of("x-api-token", RunningGateway.DYNATRACE_TOKEN));
            }
        });
    }

    @Test
    void timesOfManagementNameATrace() {
        awaitExemplar(
                "http_server_requests_seconds_bucket",
                TOKENS,
                trace ->
                        send(HttpMethod.GET, TOKENS, trace, "01").expectStatus().isOk());
    }

    /** Of one of these requests; one that was there before is kept for seven seconds. */
    private static void awaitExemplar(String metric, String label, Consumer<String> request) {
        Set<String> traces = new HashSet<>();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String trace = newTrace();
            traces.add(trace);
            request.accept(trace);
            assertThat(openMetrics())
                    .anyMatch(line -> line.startsWith(metric)
                            && line.contains(label)
                            && traces.stream().anyMatch(line::contains));
        });
    }

    @Test
    void linesAboutARequestNameItsTrace(CapturedOutput output) throws SQLException {
        String trace = newTrace();
        String lean = newTrace();
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table token rename to token_elsewhere");
            try {
                send(HttpMethod.GET, TOKENS, trace, "00").expectStatus().is5xxServerError();
                gateway.client()
                        .get()
                        .uri("/auth")
                        .header("Authorization", "Bearer not-known-yet-" + "0123456789".repeat(4))
                        .header("traceparent", traceparent(lean, "00"))
                        .exchange()
                        .expectStatus()
                        .is5xxServerError();
            } finally {
                statement.execute("alter table token_elsewhere rename to token");
            }
        }
        assertThat(output.toString()).contains(" (trace " + trace + ")", " (trace " + lean + ")");
    }

    /** One that takes connections and never answers: worse than one that is not there. */
    @Test
    void collectorThatHangsHarmsNoRequestAndNoStop() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningGateway alone = RunningGateway.start(
                        PostgresServer.shared().newDatabase(),
                        Map.of(
                                "tokengate.tracing.endpoint",
                                "http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces",
                                "tokengate.tracing.sampling",
                                "1"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(alone.statusOfList()).isEqualTo(200);
            }
        }
    }

    /** Boot's asks for beans while something is recorded, which a start has hung on. */
    @Test
    void exemplarsNeedNoBean() {
        assertThat(gateway.beans(SpanContext.class)).singleElement().isInstanceOf(CurrentSpan.class);
    }

    @Test
    void withoutAnEndpointThereIsNothing() {
        assertThat(RunningGateway.shared().beans(Tracer.class)).isEmpty();
        assertThat(RunningGateway.shared().beans(OpenTelemetry.class)).isEmpty();
        assertThat(RunningGateway.shared().beans(TracedLeanRoutes.class)).isEmpty();
    }

    /** As a span has it, in whose Protobuf it is field 5, with its length before it. */
    private static String nameOfASpan(String name) {
        return "*" + (char) name.length() + name;
    }

    private static List<String> openMetrics() {
        String body = gateway.management()
                .get()
                .uri("/actuator/prometheus")
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return body == null ? List.of() : body.lines().toList();
    }

    private static WebTestClient.ResponseSpec lookUp(String trace) {
        return lookUp(trace, "01");
    }

    private static WebTestClient.ResponseSpec lookUp(String trace, String flags) {
        return gateway.client()
                .post()
                .uri(TOKENS + "/lookup")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header("traceparent", traceparent(trace, flags))
                .bodyValue(Map.of("token", RunningGateway.DYNATRACE_TOKEN))
                .exchange();
    }

    private static WebTestClient.ResponseSpec send(HttpMethod method, String path, String trace, String flags) {
        return gateway.client()
                .method(method)
                .uri(path)
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header("traceparent", traceparent(trace, flags))
                .header("tracestate", "a=tracestate-of-a-stranger")
                .header("baggage", "a=tracestate-of-a-stranger")
                .exchange();
    }

    private static void await(String trace) {
        Awaitility.await().until(() -> collector.hasTrace(trace));
    }

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] = 1;
        return HexFormat.of().formatHex(id);
    }

    private static String traceparent(String trace, String flags) {
        return "00-" + trace + "-00f067aa0ba902b7-" + flags;
    }
}
