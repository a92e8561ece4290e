package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Reviews of tokens as API servers ask for them, from outside. */
class TokenReviewApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String V1 = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String V1BETA1 = "/apis/authentication.k8s.io/v1beta1/tokenreviews";
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        samples = new SampleTokens(GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void goodTokenOfAnyDialectIsAUser(String dialect) throws Exception {
        Sample good = samples.named(dialect, State.GOOD, "Ünï \"✓\" \u0001", "b.read", "system:masters");
        Map<String, Object> answer = reviewed(good.secret());
        assertThat(answer)
                .containsOnlyKeys("apiVersion", "kind", "metadata", "spec", "status")
                .containsEntry("apiVersion", "authentication.k8s.io/v1")
                .containsEntry("kind", "TokenReview")
                .containsEntry("spec", Map.of());
        Map<String, Object> status = map(answer, "status");
        assertThat(status).containsOnlyKeys("authenticated", "user").containsEntry("authenticated", true);
        Map<String, Object> user = map(status, "user");
        assertThat(user).containsOnlyKeys("username", "uid", "groups", "extra");
        assertThat(user.get("username")).asString().startsWith("tokengate:sample");
        Map<String, Object> extra = map(user, "extra");
        assertThat(extra)
                .containsEntry("tokengate.io/token-id", List.of(samples.id(good)))
                .containsEntry("tokengate.io/token-name", List.of(good.name()))
                .containsEntry("tokengate.io/dialect", List.of(dialect))
                .containsEntry("tokengate.io/scopes", List.of("b.read", "system:masters"))
                .containsOnlyKeys(
                        "tokengate.io/token-id",
                        "tokengate.io/token-name",
                        "tokengate.io/dialect",
                        "tokengate.io/tenant",
                        "tokengate.io/scopes");
        String tenant = (String) list(extra, "tokengate.io/tenant").getFirst();
        assertThat(list(user, "groups"))
                .containsExactly(
                        "tokengate:tenant:" + tenant,
                        "tokengate:role:USER",
                        "tokengate:scope:b.read",
                        "tokengate:scope:system:masters");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, the token is disabled",
        "EXPIRED, the token has expired",
        "REVOKED, the token is revoked",
        "OWNER_INACTIVE, the token's owner is inactive",
        "TENANT_INACTIVE, the token's tenant is inactive"
    })
    void tokenThatIsNoGoodIsNobody(String state, String error) throws Exception {
        for (String dialect : List.of("dynatrace", "umaaas", "credentialmanager", "kps", "native")) {
            assertThat(status(samples.one(dialect, State.valueOf(state)).secret()))
                    .isEqualTo(Map.of("authenticated", false, "error", error));
        }
    }

    @Test
    void textThatIsNoTokenIsNobody() {
        for (String text : List.of("x", "tg_short", samples.unknown("native"), "x".repeat(60_000), "zwölf\n✓ ")) {
            assertThat(status(text)).containsOnlyKeys("authenticated", "error").containsEntry("authenticated", false);
        }
    }

    @Test
    void tokenOfAnotherTenantIsUnknown() throws Exception {
        String stranger =
                samples.one("native", State.ELSEWHERE, "tokens.review").secret();
        assertThat(map(
                        body(review(
                                        stranger,
                                        V1,
                                        question(samples.one("kps", State.GOOD).secret()))
                                .expectStatus()
                                .isOk()),
                        "status"))
                .isEqualTo(Map.of("authenticated", false, "error", "the token is unknown"));
        Sample own = samples.one("kps", State.ELSEWHERE);
        assertThat(map(body(review(stranger, V1, question(own.secret()))), "status"))
                .containsEntry("authenticated", true);
        assertThat(status(own.secret())).containsEntry("authenticated", true);
    }

    @ParameterizedTest
    @CsvSource({
        V1 + ", authentication.k8s.io/v1, authentication.k8s.io/v1",
        V1 + ", authentication.k8s.io/v1beta1, authentication.k8s.io/v1beta1",
        V1 + ", , authentication.k8s.io/v1",
        V1BETA1 + ", authentication.k8s.io/v1beta1, authentication.k8s.io/v1beta1",
        V1BETA1 + ", authentication.k8s.io/v1, authentication.k8s.io/v1",
        V1BETA1 + ", , authentication.k8s.io/v1beta1",
    })
    void answerIsInTheRequestsVersion(String path, String asked, String answered) {
        Map<String, Object> spec = Map.of("token", RunningGateway.DYNATRACE_TOKEN);
        Map<String, Object> body = asked == null
                ? Map.of("spec", spec)
                : Map.of("apiVersion", asked, "kind", "TokenReview", "metadata", Map.of("x", 1), "spec", spec);
        Map<String, Object> answer = body(
                review(RunningGateway.NATIVE_TOKEN, path, body).expectStatus().isOk());
        assertThat(answer).containsEntry("apiVersion", answered);
        assertThat(map(answer, "status")).containsEntry("authenticated", true);
    }

    /** By the API that means: for the API server. */
    @Test
    void audiencesAreNotAnsweredWhereNoneAreSet() {
        assertThat(map(
                        body(review(RunningGateway.NATIVE_TOKEN, V1, question(RunningGateway.DYNATRACE_TOKEN, "a"))),
                        "status"))
                .containsEntry("authenticated", true)
                .doesNotContainKey("audiences");
    }

    @Test
    void callerThatIsNoGoodIsRefused() throws Exception {
        for (String bad : List.of(
                "nobody-knows-this-one",
                RunningGateway.DYNATRACE_TOKEN,
                samples.one("native", State.REVOKED, "tokens.review").secret())) {
            ResponseSpec response = review(bad, V1, "");
            response.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer .*error=\"invalid_token\"");
            refused(response, 401, "Unauthorized");
        }
        refused(GATEWAY.client().post().uri(V1).exchange(), 401, "Unauthorized");
        refused(
                GATEWAY.client()
                        .post()
                        .uri(V1)
                        .headers(headers -> headers.setBasicAuth("admin", RunningGateway.ADMIN_PASSWORD))
                        .exchange(),
                401,
                "Unauthorized");
        ResponseSpec unable = review(
                samples.one("native", State.GOOD, "tokens.verify").secret(),
                V1,
                question(RunningGateway.DYNATRACE_TOKEN));
        unable.expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, ".*error=\"insufficient_scope\", scope=\"tokens.review\"");
        refused(unable, 403, "Forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"spec\": null}",
                "{\"spec\": {}}",
                "{\"spec\": {\"token\": null}}",
                "{\"spec\": {\"token\": \"\"}}",
                "{\"spec\": {\"token\": 1}}",
                "{\"spec\": {\"token\": \"x\", \"token\": \"x\"}}",
                "{\"spec\": {\"token\": \"x\", \"audiences\": \"a\"}}",
                "{\"spec\": {\"token\": \"x\", \"audiences\": [null]}}",
                "{\"spec\": {\"token\": \"x\", \"audiences\": [1]}}",
                "{\"kind\": \"SubjectAccessReview\", \"spec\": {\"token\": \"x\"}}",
                "{\"apiVersion\": \"v1\", \"spec\": {\"token\": \"x\"}}",
                "{\"apiVersion\": \"authentication.k8s.io/v2\", \"spec\": {\"token\": \"x\"}}",
            })
    void badRequestIsRefused(String body) {
        refused(review(RunningGateway.NATIVE_TOKEN, V1, body), 400, "BadRequest");
    }

    @Test
    void secretIsNotRepeated() {
        String secret = "sEcReT-of-the-test";
        review(RunningGateway.NATIVE_TOKEN, V1, "{\"spec\": {\"token\": [\"" + secret + "\"]}}")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain(secret));
        review(RunningGateway.NATIVE_TOKEN, V1, question(secret))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain(secret));
    }

    @Test
    void wrongTypeLengthMethodAndPathAreRefused() {
        refused(
                GATEWAY.client()
                        .post()
                        .uri(V1)
                        .headers(headers -> headers.setBearerAuth(RunningGateway.NATIVE_TOKEN))
                        .contentType(MediaType.parseMediaType("application/vnd.kubernetes.protobuf"))
                        .bodyValue("k8s")
                        .exchange(),
                415,
                "UnsupportedMediaType");
        refused(review(RunningGateway.NATIVE_TOKEN, V1, question("x".repeat(70_000))), 413, "RequestEntityTooLarge");
        refused(GATEWAY.client().get().uri(V1).exchange(), 405, "MethodNotAllowed");
        for (String path : List.of(
                "/apis/authentication.k8s.io",
                "/apis/authentication.k8s.io/v1",
                "/apis/authentication.k8s.io/v2/tokenreviews",
                V1 + "/x")) {
            refused(GATEWAY.client().get().uri(path).exchange(), 404, "NotFound");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V1 + "?timeout=30s", "/" + V1})
    void ordinaryWayAnswersAlike(String target) throws Exception {
        String body = "{\"spec\":{\"token\":\"" + RunningGateway.DYNATRACE_TOKEN + "\"}}";
        String rest = " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + RunningGateway.NATIVE_TOKEN + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            Response plain = connection.send("POST " + V1 + rest).read();
            Response ordinary = connection.send("POST " + target + rest).read();
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.header("cache-control")).isEqualTo("no-store");
            assertThat(ordinary).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GOOD", "DISABLED"})
    void onlyAGoodTokenCountsAsUsed(State state) throws Exception {
        Sample sample = samples.one("dynatrace", state);
        Sample after = samples.one("dynatrace", State.GOOD);
        status(sample.secret());
        status(after.secret());
        Awaitility.await().until(() -> isUsed(after));
        assertThat(isUsed(sample)).isEqualTo(state == State.GOOD);
    }

    @Test
    void reviewIsCounted() {
        status(RunningGateway.DYNATRACE_TOKEN);
        GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("protocol=\"tokenreview\""));
    }

    private static boolean isUsed(Sample sample) throws Exception {
        try (Connection database = GATEWAY.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select exists (select from token_usage u join token t on t.id = u.token_id"
                                + " where t.public_id = '" + samples.id(sample) + "')")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static Map<String, Object> status(String token) {
        return map(reviewed(token), "status");
    }

    private static Map<String, Object> reviewed(String token) {
        return body(review(RunningGateway.NATIVE_TOKEN, V1, question(token))
                .expectStatus()
                .isOk());
    }

    private static Map<String, Object> question(String token, String... audiences) {
        return Map.of(
                "apiVersion",
                "authentication.k8s.io/v1",
                "kind",
                "TokenReview",
                "spec",
                Map.of("token", token, "audiences", List.of(audiences)));
    }

    private static ResponseSpec review(String caller, String path, Object body) {
        return GATEWAY.client()
                .post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(caller))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static void refused(ResponseSpec response, int code, String reason) {
        Map<String, Object> status = body(response.expectStatus().isEqualTo(code));
        assertThat(status)
                .containsOnlyKeys("kind", "apiVersion", "metadata", "status", "message", "reason", "code")
                .containsEntry("kind", "Status")
                .containsEntry("apiVersion", "v1")
                .containsEntry("status", "Failure")
                .containsEntry("reason", reason)
                .containsEntry("code", code);
    }

    private static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> body, String member) {
        return (Map<String, Object>) Objects.requireNonNull(body.get(member));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<String, Object> body, String member) {
        return (List<Object>) Objects.requireNonNull(body.get(member));
    }
}
