package io.tokengate.gateway;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two replicas over one database: what is acknowledged by one is seen by the other, in the token that is looked up as in
 * the one that a caller presents. Nothing is waited for by the clock: a lookup that began later than the lease after the
 * acknowledgement must be refused, however slow the machine is.
 */
class RevocationAcrossReplicasTest {
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final String TOKENS = "/api/v2/apiTokens";
    private static final int WIDE = 1_000;

    private static RunningGateway one;
    private static RunningGateway other;

    @BeforeAll
    static void start() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        one = RunningGateway.start(database, Map.of());
        other = RunningGateway.start(database, Map.of());
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    @Test
    void revokedTokenIsNotFoundByALookupElsewhere() {
        String token = create("metrics.read");
        assertThat(lookUp(RunningGateway.DYNATRACE_TOKEN, token)).isEqualTo(200);
        revoke(token);
        becomes(RunningGateway.DYNATRACE_TOKEN, token, 404);
    }

    @Test
    void callerThatIsRevokedMayLookNothingUpElsewhere() {
        String caller = create("apiTokens.read");
        assertThat(lookUp(caller, RunningGateway.DYNATRACE_TOKEN)).isEqualTo(200);
        revoke(caller);
        becomes(caller, RunningGateway.DYNATRACE_TOKEN, 401);
    }

    @Test
    void callerThatIsSwitchedOffMayLookNothingUpElsewhereUntilItIsOnAgain() {
        String caller = create("apiTokens.read");
        assertThat(lookUp(caller, RunningGateway.DYNATRACE_TOKEN)).isEqualTo(200);
        enable(caller, false);
        becomes(caller, RunningGateway.DYNATRACE_TOKEN, 401);
        enable(caller, true);
        becomes(caller, RunningGateway.DYNATRACE_TOKEN, 200);
    }

    /** A change behind the gateways' backs, of which nobody sends a hint: the log has it all the same. */
    @Test
    void changeByHandIsSeenByBoth() throws Exception {
        String token = create("metrics.read");
        assertThat(lookUp(RunningGateway.DYNATRACE_TOKEN, token)).isEqualTo(200);
        try (Connection connection = one.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from token where public_id = '" + id(token) + "'");
        }
        becomes(RunningGateway.DYNATRACE_TOKEN, token, 404);
    }

    @Test
    void burstForOneColdTokenIsOneQuery() {
        String token = create("metrics.read");
        assertThat(lookUp(RunningGateway.DYNATRACE_TOKEN, RunningGateway.DYNATRACE_TOKEN))
                .as("the caller is known")
                .isEqualTo(200);
        double queries = metric("tokengate_miss_batch_count");
        double asked = metric("tokengate_miss_batch_sum");
        WebClient client = WebClient.create(other.address());
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, WIDE)
                .flatMap(
                        i -> client.post()
                                .uri(TOKENS + "/lookup")
                                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of("token", token))
                                .exchangeToMono(answer -> answer.releaseBody()
                                        .thenReturn(answer.statusCode().value())),
                        WIDE)
                .collectList()
                .block(Duration.ofSeconds(60)));
        assertThat(statuses).hasSize(WIDE).containsOnly(200);
        assertThat(metric("tokengate_miss_batch_count") - queries).isEqualTo(1);
        assertThat(metric("tokengate_miss_batch_sum") - asked).isEqualTo(1);
    }

    /** Asks the other replica until it answers so; what is asked past the lease may not be answered otherwise. */
    private static void becomes(String caller, String token, int status) {
        long acknowledged = System.nanoTime();
        while (true) {
            Duration since = Duration.ofNanos(System.nanoTime() - acknowledged);
            int answered = lookUp(caller, token);
            if (answered == status) {
                return;
            }
            assertThat(since).as("HTTP %d", answered).isLessThanOrEqualTo(LEASE);
        }
    }

    private static int lookUp(String caller, String token) {
        return send(other, HttpMethod.POST, "/lookup", caller, Map.of("token", token))
                .returnResult()
                .getStatus()
                .value();
    }

    private static String create(String scope) {
        Map<?, ?> created =
                Objects.requireNonNull(manage(HttpMethod.POST, "", Map.of("name", "t", "scopes", List.of(scope)), 201)
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody());
        return (String) Objects.requireNonNull(created.get("token"));
    }

    private static void revoke(String token) {
        manage(HttpMethod.DELETE, "/" + id(token), Map.of(), 204);
    }

    private static void enable(String token, boolean enabled) {
        manage(HttpMethod.PUT, "/" + id(token), Map.of("enabled", enabled), 204);
    }

    private static ResponseSpec manage(HttpMethod method, String path, Map<String, ?> body, int status) {
        ResponseSpec answer = send(one, method, path, RunningGateway.DYNATRACE_TOKEN, body);
        answer.expectStatus().isEqualTo(status);
        return answer;
    }

    private static ResponseSpec send(
            RunningGateway gateway, HttpMethod method, String path, String caller, Map<String, ?> body) {
        return gateway.client()
                .method(method)
                .uri(TOKENS + path)
                .header("Authorization", "Api-Token " + caller)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static String id(String token) {
        return token.substring(0, token.lastIndexOf('.'));
    }

    private static double metric(String name) {
        String all = Objects.requireNonNull(other.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return all.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
