package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Native verification of one token, from outside. */
class VerifyApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final VerifyClient CLIENT = new VerifyClient(GATEWAY, RunningGateway.NATIVE_TOKEN);
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        samples = new SampleTokens(GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void goodTokenOfAnyDialectIsValid(String dialect) throws Exception {
        Sample good = samples.named(dialect, State.GOOD, "Ünï \"✓\" \u0001", "b.read", "a.read");
        Map<String, Object> verdict = CLIENT.verdict(good.secret());
        assertThat(verdict).containsEntry("valid", true).doesNotContainKey("reason");
        Map<String, Object> token = map(verdict, "token");
        assertThat(token)
                .containsEntry("id", samples.id(good))
                .containsEntry("dialect", dialect)
                .containsEntry("name", good.name())
                .containsEntry("scopes", List.of("a.read", "b.read"))
                .doesNotContainKey("expiresAt");
        assertThat(token.get("createdAt")).asString().endsWith("Z");
        assertThat(map(token, "owner"))
                .containsEntry("roles", List.of("USER"))
                .containsKeys("id", "number", "username");
        assertThat(map(token, "tenant")).containsEntry("name", "default").containsKey("id");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EXPIRED", "REVOKED", "OWNER_INACTIVE", "TENANT_INACTIVE"})
    void reasonIsToldAndNothingElse(State state) throws Exception {
        for (String dialect : List.of("dynatrace", "umaaas", "credentialmanager", "kps", "native")) {
            assertThat(CLIENT.verdict(samples.one(dialect, state).secret()))
                    .isEqualTo(Map.of("valid", false, "reason", state.name()));
        }
    }

    @Test
    void textThatIsNoTokenIsToldApart() {
        String unknown = samples.unknown("native");
        assertThat(CLIENT.verdict(unknown)).containsEntry("reason", "UNKNOWN");
        char last = unknown.charAt(unknown.length() - 1) == 'a' ? 'b' : 'a';
        assertThat(CLIENT.verdict(unknown.substring(0, unknown.length() - 1) + last))
                .containsEntry("reason", "FORGED");
        for (String malformed : List.of("", "tg_short", "x".repeat(60_000), "zwölf Zeichen und mehr")) {
            assertThat(CLIENT.verdict(malformed)).containsEntry("reason", "MALFORMED");
        }
    }

    @Test
    void reasonsAreTheDocumentedOnes() {
        assertThat(Arrays.stream(Reason.values()).map(Enum::name))
                .containsExactly(
                        "MALFORMED",
                        "FORGED",
                        "UNKNOWN",
                        "REVOKED",
                        "EXPIRED",
                        "DISABLED",
                        "OWNER_INACTIVE",
                        "TENANT_INACTIVE",
                        "INSUFFICIENT_SCOPE",
                        "UNAVAILABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scopes': []                                | true",
                "'scopes': ['a']                             | true",
                "'scopes': ['a', 'b', 'a']                   | true",
                "'scopes': ['a', 'c']                        | false",
                "'anyScopes': ['c', 'b']                     | true",
                "'anyScopes': ['c']                          | false",
                "'scopes': ['a'], 'anyScopes': ['b', 'c']    | true",
                "'scopes': ['c'], 'anyScopes': ['a']         | false",
                "'scopes': [], 'anyScopes': []               | true",
                "'scopes': ['A']                             | false",
                "'scopes': null, 'anyScopes': null           | true",
            })
    void scopesAreRequired(String members, boolean valid) throws Exception {
        String secret = samples.one("dynatrace", State.GOOD, "a", "b").secret();
        String body = ("{'token': '" + secret + "', " + members + "}").replace('\'', '"');
        Map<String, Object> verdict =
                VerifyClient.body(CLIENT.verify(body).expectStatus().isOk());
        assertThat(verdict).containsEntry("valid", valid);
        if (!valid) {
            assertThat(verdict).isEqualTo(Map.of("valid", false, "reason", "INSUFFICIENT_SCOPE"));
        }
    }

    @Test
    void callersSeeTheirOwnTenantAndTheInstallationsSeeAll() throws Exception {
        Sample elsewhere = samples.one("kps", State.ELSEWHERE);
        Sample here = samples.one("kps", State.GOOD);
        VerifyClient stranger = new VerifyClient(
                GATEWAY, samples.one("native", State.ELSEWHERE, "tokens.verify").secret());
        assertThat(CLIENT.verdict(elsewhere.secret())).containsEntry("valid", true);
        assertThat(stranger.verdict(elsewhere.secret())).containsEntry("valid", true);
        assertThat(stranger.verdict(here.secret())).isEqualTo(Map.of("valid", false, "reason", "UNKNOWN"));
        assertThat(stranger.verdict(samples.one("kps", State.DISABLED).secret()))
                .isEqualTo(Map.of("valid", false, "reason", "UNKNOWN"));
    }

    @Test
    void validTokenIsUsedFromTheAddressThatTheCallerNames() throws Exception {
        Sample used = samples.one("dynatrace", State.GOOD, "a");
        Sample refused = samples.one("dynatrace", State.GOOD, "a");
        CLIENT.verify(Map.of("token", refused.secret(), "scopes", List.of("z"), "address", "192.0.2.9"));
        CLIENT.verify(Map.of("token", used.secret(), "address", "2001:db8::7"))
                .expectStatus()
                .isOk();
        Awaitility.await().untilAsserted(() -> assertThat(address(used)).isEqualTo("2001:db8:0:0:0:0:0:7"));
        assertThat(address(refused)).isEqualTo("never used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                          | token",
                "{'token': null}                             | token",
                "{'token': 'x', 'scopes': [null]}            | scopes",
                "{'token': 'x', 'anyScopes': [null]}         | anyScopes",
                "{'token': 'x', 'address': 'localhost'}      | address",
                "{'token': 'x', 'address': ''}               | address",
            })
    void memberThatDoesNotFitIsNamed(String body, String field) {
        failed(CLIENT.verify(body.replace('\'', '"')), 400)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"token\": 5}",
                "{\"token\": \"x\", \"token\": \"y\"}",
                "{\"token\": \"x\", \"scopes\": \"a\"}"
            })
    void bodyThatIsNoRequestIs400(String body) {
        failed(CLIENT.verify(body), 400);
    }

    @Test
    void wrongTypeLengthAndMethodAreRefused() {
        failed(send(MediaType.TEXT_PLAIN, "{\"token\": \"x\"}"), 415);
        failed(CLIENT.verify("{\"token\": \"" + "x".repeat(70_000) + "\"}"), 413);
        failed(GATEWAY.client().get().uri(VerifyHandler.PATH).exchange(), 405);
        failed(GATEWAY.client().post().uri(VerifyHandler.PATH + "/x").exchange(), 404);
    }

    @Test
    void callerIsJudgedFirst() throws Exception {
        for (String bad : List.of(
                "nobody-knows-this-one",
                RunningGateway.DYNATRACE_TOKEN,
                samples.one("native", State.DISABLED, "tokens.verify").secret())) {
            ResponseSpec response = new VerifyClient(GATEWAY, bad).verify("no JSON");
            response.expectHeader()
                    .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tokengate\", error=\"invalid_token\"");
            failed(response, 401);
        }
        ResponseSpec without = GATEWAY.client().post().uri(VerifyHandler.PATH).exchange();
        without.expectHeader().valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tokengate\"");
        failed(without, 401);
        ResponseSpec unable = new VerifyClient(
                        GATEWAY,
                        samples.one("native", State.GOOD, "tokens.revoke").secret())
                .verify("no JSON");
        unable.expectHeader()
                .valueEquals(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"tokengate\", error=\"insufficient_scope\", scope=\"tokens.verify\"");
        failed(unable, 403);
    }

    @Test
    void answersAreNotToBeStoredAndCounted() {
        CLIENT.verify(Map.of("token", RunningGateway.DYNATRACE_TOKEN))
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
        GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("protocol=\"native\""));
    }

    /** A query or a doubled slash makes it go through the framework's stack. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/tokens:verify?x=1", "//v1/tokens:verify"})
    void ordinaryWayAnswersAlike(String target) throws Exception {
        String body = "{\"token\":\"" + RunningGateway.DYNATRACE_TOKEN + "\"}";
        String rest = " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + RunningGateway.NATIVE_TOKEN
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            Response plain =
                    connection.send("POST " + VerifyHandler.PATH + rest).read();
            Response ordinary = connection.send("POST " + target + rest).read();
            assertThat(ordinary.status()).isEqualTo(200);
            assertThat(ordinary.body()).isEqualTo(plain.body());
        }
    }

    private static ResponseSpec send(MediaType type, String body) {
        return GATEWAY.client()
                .post()
                .uri(VerifyHandler.PATH)
                .headers(headers -> headers.setBearerAuth(RunningGateway.NATIVE_TOKEN))
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private static BodyContentSpec failed(ResponseSpec response, int status) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.detail")
                .isNotEmpty();
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String member) {
        return requireNonNull((Map<String, Object>) of.get(member));
    }
}
