package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Forward auth, from outside, byte by byte as proxies and their clients send it. */
class ForwardAuthApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String GOOD = "Authorization: Bearer " + RunningGateway.DYNATRACE_TOKEN + "\r\n";
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        samples = new SampleTokens(GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void tokenOfAnyDialectPassesInEveryShape(String dialect) throws Exception {
        Sample good = samples.one(dialect, State.GOOD, "b.read", "a.read");
        for (String header : List.of(
                "Authorization: Bearer " + good.secret(),
                "authorization: bEARER   " + good.secret(),
                "Authorization: Api-Token " + good.secret(),
                "X-API-TOKEN: " + good.secret(),
                "X-API-TOKEN: " + good.secret() + "\r\nAuthorization: Basic Og==")) {
            Response response = get("/auth", header + "\r\n");
            assertThat(response.status()).as(header.substring(0, 20)).isEqualTo(200);
            assertThat(response.header("x-token-id")).isEqualTo(samples.id(good));
            assertThat(response.header("x-token-dialect")).isEqualTo(dialect);
            assertThat(response.header("x-token-scopes")).isEqualTo("a.read b.read");
            assertThat(response.header("x-token-owner")).startsWith("sample");
            assertThat(response.header("x-token-tenant")).hasSize(36);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void clientIdAndSecretPassByBasic() throws Exception {
        String token = samples.one("umaaas", State.GOOD).secret();
        assertThat(get("/auth", "Authorization: " + basic(token) + "\r\n").status())
                .isEqualTo(200);
        assertThat(get(
                                "/auth",
                                "Authorization: "
                                        + basic(RunningGateway.UMAAAS_CLIENT_ID + ":"
                                                + RunningGateway.UMAAAS_CLIENT_SECRET)
                                        + "\r\n")
                        .status())
                .isEqualTo(200);
        refused(get("/auth", "Authorization: " + basic(token + "0") + "\r\n"), 401, "invalid_token");
    }

    @Test
    void userIsNotAccepted() throws Exception {
        String pair = "admin:" + RunningGateway.ADMIN_PASSWORD;
        refused(get("/auth", "Authorization: " + basic(pair) + "\r\n"), 401, "invalid_token");
        refused(get("/auth", "Authorization: Bearer " + pair + "\r\n"), 401, "invalid_token");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EXPIRED", "REVOKED", "OWNER_INACTIVE", "TENANT_INACTIVE"})
    void tokenThatIsNoGoodIs401(State state) throws Exception {
        refused(bearer("/auth", samples.one("kps", state).secret()), 401, "invalid_token");
    }

    @Test
    void tokenOfAnyTenantPasses() throws Exception {
        assertThat(bearer("/auth", samples.one("kps", State.ELSEWHERE).secret()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Basic Og==\r\n",
                "Authorization: Digest x\r\n",
                "Authorization:\r\n",
                "Authorization: Basic %%%\r\n",
                "Cookie: token=x\r\n"
            })
    void withoutACredentialThereIsNoError(String headers) throws Exception {
        Response response = get("/auth", headers);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("www-authenticate")).isEqualTo("Bearer realm=\"tokengate\"");
    }

    @Test
    void severalCredentialsAreRefused() throws Exception {
        for (String headers : List.of(
                GOOD + GOOD,
                GOOD + "X-API-TOKEN: x\r\n",
                "X-API-TOKEN: x\r\nX-API-TOKEN: x\r\n",
                GOOD + "Authorization: Basic " + basic("a:b").substring(6) + "\r\n")) {
            refused(get("/auth", headers), 401, "invalid_request");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/auth                           |            | 200",
                "/auth/                          |            | 200",
                "/auth/x/y?scopes=z              |            | 200",
                "/auth?x-required-scopes=z       |            | 200",
                "/auth/scopes=a                  |            | 200",
                "/auth/scopes=a,b                |            | 200",
                "/auth/scopes=a%20b              |            | 200",
                "/auth/scopes=%61                |            | 200",
                "/auth/scopes=c                  |            | 403",
                "/auth/scopes=a,c                |            | 403",
                "/auth/scopes=c/orders?x=1       |            | 403",
                "/auth/scopes=c/../scopes=a      |            | 403",
                "/auth/scopes=c/../..            |            | 403",
                "/auth/scopes=c/../../auth       |            | 403",
                "/auth/scopes=c//                |            | 403",
                "/auth/scopes=c?/auth/scopes=a   |            | 403",
                "/auth/scopes=c;scopes=a         |            | 403",
                "/auth/scopes=a/scopes=c         |            | 200",
                "/auth                           | a          | 200",
                "/auth                           | a b        | 200",
                "/auth                           | a, b       | 200",
                "/auth                           | c          | 403",
                "/auth/scopes=c                  | a          | 403",
                "/auth/scopes=a                  | c          | 403",
                "/%61uth/scopes=x                |            | 404",
                "/auth;x=y/scopes=x              |            | 404",
                "/auth/scopes=                   |            | 400",
                "/auth/scopes=,                  |            | 400",
                "/auth/scopes=%ff                |            | 400",
                "/auth/scopes=%0d%0aX:           |            | 400",
                "/auth/scopes=%22                |            | 400",
                "/auth/scopes=a                  | ,          | 403",
                "/auth/scopes=a                  | \"          | 403",
            })
    void scopesAreRequiredByPathAndHeader(String target, String header, int status) throws Exception {
        String secret = samples.one("dynatrace", State.GOOD, "a", "b").secret();
        String required = header == null ? "" : "X-Required-Scopes: " + header + "\r\n";
        Response response = get(target, required + "Authorization: Bearer " + secret + "\r\n");
        assertThat(response.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.header("www-authenticate")).contains("error=\"insufficient_scope\"");
        }
    }

    @Test
    void requiredScopesOfSeveralHeadersAddUp() throws Exception {
        String secret = samples.one("dynatrace", State.GOOD, "a").secret();
        String headers = "X-Required-Scopes: c\r\nX-Required-Scopes: a\r\nAuthorization: Bearer " + secret + "\r\n";
        Response response = get("/auth", headers);
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.header("www-authenticate")).endsWith("scope=\"a c\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW", "get"})
    void anyMethodIsTaken(String method) throws Exception {
        for (String target : List.of("/auth", "/auth/orders/17?x=1", "//auth/orders")) {
            assertThat(exchange(method + " " + target, GOOD).status())
                    .as(target)
                    .isEqualTo(200);
            assertThat(exchange(method + " " + target, "").status()).as(target).isEqualTo(401);
        }
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            for (String headers : List.of(GOOD, "", GOOD)) {
                Response response = connection
                        .send("HEAD /auth HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n")
                        .readHead();
                assertThat(response.status()).isEqualTo(headers.isEmpty() ? 401 : 200);
            }
        }
    }

    @Test
    void bodyIsNotWaitedFor() throws Exception {
        for (String length : List.of("Content-Length: 99999999999", "Transfer-Encoding: chunked")) {
            assertThat(exchange("POST /auth", GOOD + length + "\r\n").status()).isEqualTo(200);
        }
    }

    @Test
    void bodyThatCameIsPassedOverAndTheConnectionKept() throws Exception {
        String body = "x".repeat(100_000);
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            for (int i = 0; i < 3; i++) {
                connection.send("POST /auth HTTP/1.1\r\nHost: a\r\n" + GOOD + "Content-Length: " + body.length()
                        + "\r\n\r\n" + body);
                assertThat(connection.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void pathsBesideItAreNotIts() throws Exception {
        for (String target : List.of("/authx", "/aut", "/auth%2Fx", "/x/auth")) {
            assertThat(get(target, GOOD).status()).as(target).isEqualTo(404);
        }
    }

    @Test
    void tokenThatPassesIsUsedFromThePeersAddress() throws Exception {
        Sample used = samples.one("kps", State.GOOD, "a");
        Sample refused = samples.one("kps", State.GOOD, "a");
        bearer("/auth", used.secret());
        bearer("/auth/scopes=z", refused.secret());
        Awaitility.await().untilAsserted(() -> assertThat(address(used)).isEqualTo("127.0.0.1"));
        assertThat(address(refused)).isEqualTo("never used");
    }

    @Test
    void verdictsAreCounted() throws Exception {
        get("/auth", GOOD);
        GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("protocol=\"forwardauth\""));
    }

    private static void refused(Response response, int status, String error) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("www-authenticate"))
                .isEqualTo("Bearer realm=\"tokengate\", error=\"" + error + "\"");
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
        assertThat(response.headers())
                .noneSatisfy((name, value) -> assertThat(name).startsWith("x-token"));
    }

    private static Response bearer(String target, String token) throws IOException {
        return get(target, "Authorization: Bearer " + token + "\r\n");
    }

    private static Response get(String target, String headers) throws IOException {
        return exchange("GET " + target, headers);
    }

    private static Response exchange(String line, String headers) throws IOException {
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            return connection
                    .send(line + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n")
                    .read();
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String address(Sample sample) throws Exception {
        try (Connection database = GATEWAY.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select address from token_usage join token on token.id = token_id where public_id = '"
                                + samples.id(sample) + "'")) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "never used";
        }
    }
}
