package io.tokengate.gateway.resilience;

import io.tokengate.gateway.resilience.Requests.One;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** No room for requests of one kind: what they are told, and that the other kind does not notice. */
class SheddingTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final Bounds BOUNDS = GATEWAY.bean(Bounds.class);
    private static final int ABORTED = 150;

    private final List<Disposable> underWay = new ArrayList<>();

    @AfterEach
    void end() {
        underWay.forEach(Disposable::dispose);
        awaitNone();
    }

    static List<One> management() {
        return Requests.MANAGEMENT;
    }

    static Stream<One> verification() {
        return Requests.VERIFICATION.stream().flatMap(one -> Stream.of(one, one.routed()));
    }

    @ParameterizedTest
    @MethodSource("management")
    void managementIsRefusedInTheFormOfEachDialectAndVerificationGoesOn(One one) {
        assertThat(one.status(GATEWAY)).isNotEqualTo(503);
        fill(BOUNDS.management());
        one.isRefused(GATEWAY);
        assertThat(Requests.KNOWN.status(GATEWAY)).isEqualTo(200);
    }

    /** Directly on the server, and through the framework's stack. */
    @ParameterizedTest
    @MethodSource("verification")
    void verificationIsRefusedInTheFormOfEachProtocolAndManagementGoesOn(One one) {
        assertThat(one.status(GATEWAY)).isNotEqualTo(503);
        fill(BOUNDS.verification());
        one.isRefused(GATEWAY);
        assertThat(GATEWAY.statusOfList()).isEqualTo(200);
    }

    @Test
    void healthAndMetricsAlwaysFindRoom() {
        fill(BOUNDS.verification());
        fill(BOUNDS.management());
        for (String path : List.of("/livez", "/readyz")) {
            GATEWAY.client().get().uri(path).exchange().expectStatus().isOk();
            GATEWAY.management().get().uri(path).exchange().expectStatus().isOk();
        }
        assertThat(GATEWAY.management()
                        .get()
                        .uri("/actuator/prometheus")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("tokengate_requests_in_flight{kind=\"verification\"} 10000.0")
                .contains("tokengate_requests_in_flight{kind=\"management\"} 1000.0")
                .containsPattern("tokengate_requests_shed_total\\{kind=\"management\"} [1-9]");
    }

    /** Cut short while their bodies are awaited, or while they are answered. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/tokens:verify", "/v1/tokens:verify?routed=1", "/api/v2/apiTokens"})
    void abortedRequestsGiveTheirPlacesBack(String path) throws IOException {
        boolean verifies = path.contains("verify");
        InFlight bound = verifies ? BOUNDS.verification() : BOUNDS.management();
        String caller =
                verifies ? "Bearer " + RunningGateway.NATIVE_TOKEN : "Api-Token " + RunningGateway.DYNATRACE_TOKEN;
        List<RawConnection> clients = new ArrayList<>();
        for (int i = 0; i < ABORTED; i++) {
            clients.add(new RawConnection(GATEWAY.port())
                    .send("POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                            + caller
                            + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bound.count() == ABORTED);
        for (RawConnection client : clients) {
            client.reset();
        }
        awaitNone();
    }

    /** As many requests as there may be, none of which ever ends by itself. */
    private void fill(InFlight bound) {
        // An answer can be there before its request has given its place back.
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> bound.count() == 0);
        long refused = bound.refused();
        while (bound.refused() == refused) {
            underWay.add(bound.during(Mono::never, Mono::empty).subscribe());
        }
    }

    private static void awaitNone() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> BOUNDS.all().stream().allMatch(bound -> bound.count() == 0));
    }
}
