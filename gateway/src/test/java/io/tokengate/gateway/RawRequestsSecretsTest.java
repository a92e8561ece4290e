package io.tokengate.gateway;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that break HTTP itself, with a secret in their path or query: the server must not log those either. */
@ExtendWith(OutputCaptureExtension.class)
class RawRequestsSecretsTest {
    private static final String SECRET = "dt0c01." + "R".repeat(24) + "." + "S".repeat(64);
    private static final String AUTHORIZATION = "Authorization: Api-Token " + RunningGateway.DYNATRACE_TOKEN + "\r\n";
    private static final String BAD_CHUNK =
            "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n";

    private static @Nullable RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                PostgresServer.shared().newDatabase(), Map.of("logging.level.io.tokengate", "trace"));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(gateway).close();
    }

    @Test
    void badChunk(CapturedOutput output) throws IOException {
        for (String authorization : List.of("", AUTHORIZATION)) {
            quiet(output, "POST /api/v2/apiTokens?api-token=" + SECRET, authorization + BAD_CHUNK);
            quiet(output, "POST /api/v2/apiTokens/lookup?api-token=" + SECRET, authorization + BAD_CHUNK);
            quiet(output, "DELETE /api/v2/apiTokens/" + SECRET, authorization + BAD_CHUNK);
            quiet(output, "PUT /api/v2/apiTokens/" + SECRET, authorization + BAD_CHUNK);
            quiet(output, "POST /nowhere/" + SECRET, authorization + BAD_CHUNK);
        }
    }

    /** A lookup without a query runs on the server itself; here the secret is its credential. */
    @Test
    void badChunkOfALeanRequest(CapturedOutput output) throws IOException {
        quiet(output, "POST /api/v2/apiTokens/lookup", "Authorization: Api-Token " + SECRET + "\r\n" + BAD_CHUNK);
        quiet(output, "POST /api/v2/apiTokens/lookup", AUTHORIZATION + BAD_CHUNK);
    }

    @Test
    void badContentLength(CapturedOutput output) throws IOException {
        quiet(output, "DELETE /api/v2/apiTokens/" + SECRET, "Content-Length: abc\r\n\r\n");
        quiet(output, "DELETE /api/v2/apiTokens/" + SECRET, "Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
    }

    @Test
    void badHeader(CapturedOutput output) throws IOException {
        quiet(output, "GET /api/v2/apiTokens/" + SECRET, "bad name: x\r\n\r\n");
        quiet(output, "GET /api/v2/apiTokens/" + SECRET, "X: " + "x".repeat(40_000) + "\r\n\r\n");
        quiet(output, "GET /api/v2/apiTokens/" + SECRET, "X-Forwarded-Host: a:b:c\r\nForwarded: host=]\r\n\r\n");
    }

    @Test
    void badLine(CapturedOutput output) throws IOException {
        String rest = "Host: localhost\r\nConnection: close\r\n\r\n";
        for (String line : List.of(
                "GET /api/v2/apiTokens?api-token=" + SECRET + " HTTP/2.0",
                "GET /api/v2/apiTokens?api-token=" + SECRET + " HTTP/9.9",
                "GET /api/v2/apiTokens?api-token=" + SECRET + " FTP",
                "GET http://[::/" + SECRET + " HTTP/1.1",
                "GET /" + SECRET + "x".repeat(20_000) + " HTTP/1.1",
                "G\u0000T /" + SECRET + " HTTP/1.1",
                "CONNECT " + SECRET + ":1 HTTP/1.1")) {
            send(line + "\r\n" + rest);
        }
        quiet(output);
    }

    private static void quiet(CapturedOutput output, String line, String rest) throws IOException {
        send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + rest);
        quiet(output);
    }

    private static void quiet(CapturedOutput output) {
        // Not by contains(): a failure must not print the secret.
        assertThat(output.toString().contains("S".repeat(30)))
                .as("the secret is in the log")
                .isFalse();
        assertThat(output.toString()).doesNotContain(" ERROR ");
    }

    private static void send(String request) throws IOException {
        try (RawConnection connection =
                new RawConnection(Objects.requireNonNull(gateway).port())) {
            String answer = connection.send(request).readToEnd();
            assertThat(answer).matches("(?s)HTTP/\\d\\.\\d 4.*");
            assertThat(answer.contains("S".repeat(30)))
                    .as("the secret is in the answer")
                    .isFalse();
        }
    }
}
