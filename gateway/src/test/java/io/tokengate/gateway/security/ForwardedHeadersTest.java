package io.tokengate.gateway.security;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** On Kubernetes too, where Boot would believe anyone, nobody is believed whom the operator does not trust. */
class ForwardedHeadersTest {
    private static final String TOKENS = "/api/v2/apiTokens";

    @Test
    void strangersDoNotNameTheirAddressOnKubernetes() throws SQLException {
        Map<String, Object> settings = Map.of("spring.main.cloud-platform", "kubernetes");
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), settings)) {
            post(gateway, TOKENS, Map.of("name", "n", "scopes", List.of("metrics.read")));
            assertThat(addresses(gateway, "select address from audit where action = 'token.create' "))
                    .containsExactly("127.0.0.1");
            post(gateway, TOKENS + "/lookup", Map.of("token", RunningGateway.DYNATRACE_TOKEN));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(addresses(gateway, "select address from token_usage"))
                            .containsExactly("127.0.0.1"));
        }
    }

    private static void post(RunningGateway gateway, String path, Map<String, ?> body) {
        gateway.client()
                .post()
                .uri(path)
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private static List<String> addresses(RunningGateway gateway, String sql) throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                addresses.add(rows.getString(1));
            }
        }
        return addresses;
    }
}
