package io.tokengate.gateway.http;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the HTTP server refuses by itself has the body of the dialect whose path it is. */
class ServerRefusalsTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: abc",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: -1",
                "bad name: x"
            })
    void headersBelowADialectsBase(String headers) throws IOException {
        String rest = " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
        assertThat(answer("POST /api/v2/apiTokens/lookup" + rest))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/json")
                .contains("{\"error\":{\"code\":400,\"message\":");
        assertThat(answer("POST /v1/users" + rest))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":400");
    }

    @Test
    void versionThatIsNotSpoken() throws IOException {
        assertThat(answer("GET /api/v2/apiTokens HTTP/2.0\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":{\"code\":400");
    }

    @Test
    void headersThatAreTooLong() throws IOException {
        assertThat(answer("GET /api/v2/apiTokens HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("{\"error\":{\"code\":431");
    }

    /** Where the line itself cannot be read, no path is known, and so no dialect. */
    @Test
    void linesThatCannotBeRead() throws IOException {
        String rest = "\r\nHost: localhost\r\n\r\n";
        assertThat(answer("GET /api/v2/apiTokens FTP" + rest))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":400");
        assertThat(answer("GET /api/v2/" + "x".repeat(40_000) + " HTTP/1.1" + rest))
                .startsWith("HTTP/1.1 414")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":414");
    }

    /** Nothing is left on the connection that a proxy could take for the answer to another request. */
    @Test
    void connectionEndsWithTheBody() throws IOException {
        String refused = "POST /v1/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n";
        String answer = answer(refused + "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
        int head = answer.indexOf("\r\n\r\n");
        String headers = answer.toLowerCase(Locale.ROOT).substring(0, head);
        String length = headers.replaceAll("(?s).*content-length: (\\d+).*", "$1");
        assertThat(answer.substring(head + 4)).hasSize(Integer.parseInt(length));
        assertThat(headers).contains("connection: close");
    }

    private static String answer(String request) throws IOException {
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            return connection.send(request).readToEnd();
        }
    }
}
