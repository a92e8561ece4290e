package io.tokengate.gateway.protocol;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that do not arrive, in every protocol at once, since each is waited for ten seconds. */
class SlowBodyTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "/v1/tokens:verify", "\"status\":408",
            "/v1/tokens:batchVerify", "\"status\":408",
            "/oauth2/introspect", "\"error\":\"invalid_request\"",
            "/oauth2/revoke", "\"error\":\"invalid_request\"",
            "/apis/authentication.k8s.io/v1/tokenreviews", "\"reason\":\"Timeout\"");

    @Test
    void slowBodyIs408InTheProtocolsOwnForm() throws IOException {
        RunningGateway gateway = RunningGateway.shared();
        Map<String, RawConnection> connections = new LinkedHashMap<>();
        try {
            for (String path : ANSWERS.keySet()) {
                String type = path.startsWith("/oauth2") ? "application/x-www-form-urlencoded" : "application/json";
                RawConnection connection = new RawConnection(gateway.port());
                connections.put(path, connection);
                connection.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                        + RunningGateway.NATIVE_TOKEN + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: 9\r\n\r\nt");
            }
            for (Map.Entry<String, RawConnection> asked : connections.entrySet()) {
                Response response = asked.getValue().read();
                assertThat(response.status()).as(asked.getKey()).isEqualTo(408);
                assertThat(response.body()).as(asked.getKey()).contains(ANSWERS.get(asked.getKey()));
            }
        } finally {
            for (RawConnection connection : connections.values()) {
                connection.close();
            }
        }
    }
}
