package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Lookups as odd as HTTP/1 allows: framing, connections and waiting, on the real server. */
class LookupOnTheWireTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String LOOKUP = "/api/v2/apiTokens/lookup";
    private static final String CALLER = "Authorization: Api-Token " + RunningGateway.DYNATRACE_TOKEN + "\r\n";
    private static final String STRANGER = "Authorization: Api-Token nobody-knows-this-one\r\n";
    private static final String GOOD = "{\"token\": \"" + RunningGateway.DYNATRACE_TOKEN + "\"}";

    @Test
    void connectionIsKept() throws IOException {
        try (RawConnection connection = connect()) {
            for (String headers : new String[] {CALLER, STRANGER, "", CALLER}) {
                Response response = connection.send(post(headers, GOOD)).read();
                assertThat(response.status()).isEqualTo(headers.equals(CALLER) ? 200 : 401);
                assertThat(response.header("connection")).isEqualTo("absent");
            }
        }
    }

    @Test
    void connectionIsClosedIfTheClientWantsIt() throws IOException {
        try (RawConnection connection = connect()) {
            assertThat(connection
                            .send(post(CALLER + "Connection: close\r\n", GOOD))
                            .read()
                            .header("connection"))
                    .isEqualTo("close");
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    /** Without keeping connections, even if the client would like it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void oldProtocolIsSpoken(String headers) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("POST " + LOOKUP + " HTTP/1.0\r\n" + CALLER + headers + "Content-Length: " + GOOD.length()
                    + "\r\n\r\n" + GOOD);
            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void pipelinedLookupsAreAnsweredInTheirOrder() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(
                    post(CALLER, GOOD) + post("", GOOD) + post(CALLER, "{}") + post(CALLER, "{\"token\":\"unknown\"}"));
            for (int status : new int[] {200, 401, 400, 404}) {
                assertThat(connection.read().status()).isEqualTo(status);
            }
        }
    }

    @Test
    void slowClientsAreWaitedFor() throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendBytewise(post(CALLER, GOOD));
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void chunkedBodiesAreRead() throws IOException {
        String chunks = "5;x=y\r\n" + GOOD.substring(0, 5) + "\r\n" + Integer.toHexString(GOOD.length() - 5) + "\r\n"
                + GOOD.substring(5) + "\r\n0\r\nTrailer: x\r\n\r\n";
        try (RawConnection connection = connect()) {
            for (int i = 0; i < 2; i++) {
                connection.send(head("POST", CALLER) + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
                assertThat(connection.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void brokenChunksAre400() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(head("POST", CALLER) + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n");
            assertThat(connection.read().status()).isEqualTo(400);
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void clientThatAsksBeforeItSendsIsToldToGoOn() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(expecting(CALLER));
            assertThat(connection.read().status()).isEqualTo(100);
            assertThat(connection.send(GOOD).read().status()).isEqualTo(200);
            assertThat(connection.send(post(CALLER, GOOD)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void clientThatAsksWithABadCredentialIsToldAtOnce() throws IOException {
        try (RawConnection connection = connect()) {
            assertThat(connection.send(expecting(STRANGER)).read().status()).isEqualTo(401);
        }
    }

    @Test
    void hugeBodyIsRefusedBeforeItIsSent() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(head("POST", CALLER) + "Content-Length: 99999999999\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(413);
        }
    }

    @Test
    void endlessBodyIsRefusedAtTheLimit() throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (RawConnection connection = connect()) {
            connection.send(head("POST", CALLER) + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17));
            Response response = connection.read();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body())
                    .isEqualTo("{\"error\":{\"code\":413,\"message\":\"The body may have 1048576 bytes at most\"}}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PATCH", "OPTIONS", "post", "BREW"})
    void otherMethodsAre405(String method) throws IOException {
        try (RawConnection connection = connect()) {
            Response response = connection
                    .send(head(method, CALLER) + "Connection: close\r\n\r\n")
                    .readHead();
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("content-type")).isEqualTo("application/json;charset=UTF-8");
        }
    }

    @Test
    void newProtocolIsNotServed() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(400);
        }
    }

    private static RawConnection connect() throws IOException {
        return new RawConnection(GATEWAY.port());
    }

    private static String expecting(String headers) {
        return head("POST", headers) + "Expect: 100-continue\r\nContent-Length: " + GOOD.length() + "\r\n\r\n";
    }

    private static String post(String headers, String body) {
        return head("POST", headers) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String head(String method, String headers) {
        return method + " " + LOOKUP + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    }
}
