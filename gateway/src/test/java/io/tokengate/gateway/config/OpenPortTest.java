package io.tokengate.gateway.config;

import io.tokengate.gateway.dialect.DialectRouter;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.codec.ServerCodecConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Forward auth on a port of its own: there and nowhere else, and nothing else there. */
class OpenPortTest {
    private static RunningGateway gateway;
    private static int port;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(PostgresServer.shared().newDatabase(), Map.of("tokengate.forward.auth.port", 0));
        port = gateway.bean(OpenPort.class).port();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth", "//auth", "/auth/scopes=metrics.read", "/auth?x=/v1", "/auth/../v1/tokens"})
    void requestIsJudgedThere(String target) throws Exception {
        assertThat(get(port, target, "").status()).isEqualTo(401);
        Response good = get(port, target, "Authorization: Bearer " + RunningGateway.DYNATRACE_TOKEN + "\r\n");
        assertThat(good.status()).isIn(200, 403);
        assertThat(good.status() == 200 ? good.header("x-token-dialect") : "dynatrace")
                .isEqualTo("dynatrace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth", "//auth", "/auth/scopes=metrics.read", "/auth?x=/v1", "/%61uth"})
    void andNotOnTheApisPort(String target) throws Exception {
        Response good = get(gateway.port(), target, "Authorization: Bearer " + RunningGateway.DYNATRACE_TOKEN + "\r\n");
        assertThat(good.status()).isEqualTo(404);
        assertThat(good.header("content-type")).isEqualTo("application/problem+json");
        assertThat(good.header("x-token-dialect")).isEqualTo("absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tokens:verify",
                "/oauth2/introspect",
                "/api/v2/apiTokens",
                "/api/v2/apiTokens/lookup",
                "/v1.0/login",
                "/.well-known/oauth-authorization-server",
                "/actuator/health",
                "/livez",
                "/openapi/oauth.yaml",
                "/",
                "/%61uth"
            })
    void nothingElseIsThere(String target) throws Exception {
        Response response = get(port, target, "Authorization: Bearer " + RunningGateway.DYNATRACE_TOKEN + "\r\n");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
    }

    /** It is made as the other server is: the same limit of a request's head, and the same form of a refusal. */
    @Test
    void limitsOfTheApiHoldThereToo() throws Exception {
        Response large = get(port, "/auth", "X-Large: " + "x".repeat(20_000) + "\r\n");
        assertThat(large.status()).isEqualTo(431);
        assertThat(large.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void portThatIsTakenIsNamed() {
        DialectRouter none = new DialectRouter(List.of());
        OpenPort second =
                OpenPort.of(port, none, gateway.bean(LeanRoutes.class), List.of(), ServerCodecConfigurer.create());
        assertThatThrownBy(second::start)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(Integer.toString(port))
                .hasMessageContaining("TOKENGATE_FORWARD_AUTH_PORT");
    }

    @Test
    void stopEndsWhatIsUnderWayAndListensNoMore() throws Exception {
        try (RunningGateway other = RunningGateway.start(
                        PostgresServer.shared().newDatabase(), Map.of("tokengate.forward.auth.port", 0));
                RawConnection open =
                        new RawConnection(other.bean(OpenPort.class).port())) {
            OpenPort stopping = other.bean(OpenPort.class);
            int its = stopping.port();
            assertThat(open.send("GET /auth HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(401);
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            stopping.stop(() -> stopped.complete(null));
            stopped.get(40, TimeUnit.SECONDS);
            assertThat(stopping.isRunning()).isFalse();
            assertThatThrownBy(() -> new RawConnection(its)).isInstanceOf(ConnectException.class);
        }
    }

    private static Response get(int port, String target, String headers) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            return connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n")
                    .read();
        }
    }
}
