package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifiers;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import static io.tokengate.gateway.dialect.kps.KpsClient.LONG;
import static io.tokengate.gateway.dialect.kps.KpsClient.PASSWORD;
import static io.tokengate.gateway.dialect.kps.KpsClient.SHORT;
import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.body;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static io.tokengate.gateway.dialect.kps.KpsClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Logins and what they open (docs/dialects/kps.md, «Authentication»). */
class KpsSessionsTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final Person person = KpsClient.newPerson(GATEWAY, "USER");

    @Test
    void loginTellsWhoItIsAndOpensASession() {
        Map<String, Object> answer = body(person.login(PASSWORD)
                .expectStatus()
                .isEqualTo(200)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        assertThat(answer)
                .containsOnlyKeys("_id", "email", "name", "token")
                .containsEntry("_id", person.id())
                .containsEntry("email", person.email())
                .containsEntry(
                        "name", person.email().substring(0, person.email().indexOf('@')));
        assertThat(text(answer, "token")).matches("kpss_[a-z2-7]{64}");
        KpsClient session = KpsClient.nobody(GATEWAY).with(text(answer, "token"));
        assertThat(session.create()).containsEntry("userId", answer.get("_id"));
    }

    @Test
    void emailIsReadInAnyCase() {
        KpsClient.nobody(GATEWAY)
                .post(KpsClient.LOGIN, Map.of("email", person.email().toUpperCase(Locale.ROOT), "password", PASSWORD))
                .expectStatus()
                .isOk();
    }

    @Test
    void wrongPasswordAndUnknownEmailAreToldAlike() {
        KpsClient nobody = KpsClient.nobody(GATEWAY);
        String wrong = answer(person.login("wrong"));
        String unknown =
                answer(nobody.post(KpsClient.LOGIN, Map.of("email", "nobody" + person.email(), "password", PASSWORD)));
        assertThat(unknown).isEqualTo(wrong);
        failed(person.login("wrong"), 401, 20483);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\": \"e@x\"}",
                "{\"password\": \"p\"}",
                "{\"email\": null, \"password\": \"p\"}",
                "{\"email\": 5, \"password\": \"p\"}",
                "{\"email\": \"e@x\", \"password\": [\"p\"]}",
                "{\"email\": \"\", \"password\": \"p\"}",
                "{\"email\": \"e@x\", \"password\": \"\"}",
                "{\"email\": \"e\\u0000@x\", \"password\": \"p\"}",
                "{\"email\": \"\\ud800@x\", \"password\": \"p\"}"
            })
    void credentialThatIsNoneIsBadInput(String body) {
        failed(KpsClient.nobody(GATEWAY).post(KpsClient.LOGIN, body), 400, 20480);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"email\":", "email=e&password=p"})
    void bodyThatIsNoObjectIsMalformed(String body) {
        failed(KpsClient.nobody(GATEWAY).post(KpsClient.LOGIN, body), 400, 20494);
    }

    @Test
    void longAndStrangePasswordsAreJustWrong() {
        for (String password : List.of("x".repeat(60_000), "\u0000", "\ud83d\ude00", " ")) {
            failed(person.login(password), 401, 20483);
        }
    }

    @Test
    void shortOneIsGoodForALongOneAndNothingElse() {
        KpsClient session = person.session();
        Map<String, Object> answer = body(session.request(HttpMethod.POST, SHORT)
                .header("Content-Length", "0")
                .exchange()
                .expectStatus()
                .isEqualTo(200));
        assertThat(answer).containsOnlyKeys("_id", "email", "name", "token").containsEntry("_id", person.id());
        KpsClient shortOne = session.with(text(answer, "token"));
        failed(shortOne.get(TOKENS), 401, 20483);
        failed(shortOne.post(TOKENS, Map.of("active", true)), 401, 20483);
        failed(shortOne.get(KpsClient.ALL), 401, 20483);
        failed(shortOne.send(HttpMethod.POST, SHORT, null), 403, 20487);

        for (String body : List.of("{\"k\": \"v\"}", "{}", "{\"k\": 7}")) {
            Map<String, Object> longOne =
                    body(shortOne.post(LONG, body).expectStatus().isEqualTo(200));
            assertThat(session.with(text(longOne, "token")).list(TOKENS)).isEmpty();
        }
        shortOne.send(HttpMethod.POST, LONG, null).expectStatus().isOk();
        failed(shortOne.post(LONG, "[1]"), 400, 20494);
        failed(session.send(HttpMethod.POST, LONG, null), 403, 20487);
        failed(session.token().send(HttpMethod.POST, LONG, null), 403, 20487);
        failed(session.token().send(HttpMethod.POST, SHORT, null), 403, 20487);
        failed(KpsClient.nobody(GATEWAY).send(HttpMethod.POST, SHORT, null), 401, 20483);
        failed(KpsClient.nobody(GATEWAY).with("x").send(HttpMethod.POST, LONG, null), 401, 20483);
    }

    @ParameterizedTest
    @EnumSource(SessionKind.class)
    void livesAsLongAsItsKindAndNoLonger(SessionKind kind) throws SQLException {
        KpsClient session = of(kind);
        assertThat(life(session)).isEqualTo(kind.life());
        String path = kind == SessionKind.SHORT ? LONG : SHORT;
        session.send(HttpMethod.POST, path, null).expectStatus().isOk();
        expire(session);
        failed(session.send(HttpMethod.POST, path, null), 401, 20483);
        failed(session.get(TOKENS), 401, 20483);
    }

    @ParameterizedTest
    @EnumSource(SessionKind.class)
    void diesWithThePassword(SessionKind kind) {
        KpsClient session = of(kind);
        person.change(Map.of("password", PASSWORD));
        failed(session.get(TOKENS), 401, 20483);
        failed(session.send(HttpMethod.POST, LONG, null), 401, 20483);
        person.session().get(TOKENS).expectStatus().isOk();
    }

    @Test
    void diesWithItsUsersOwnChangeOfThePassword() {
        KpsClient session = person.session();
        GATEWAY.client()
                .put()
                .uri("/v1/users/me/password")
                .headers(headers -> headers.setBasicAuth(person.email(), PASSWORD))
                .bodyValue(Map.of("current", PASSWORD, "new", "another " + PASSWORD))
                .exchange()
                .expectStatus()
                .isNoContent();
        failed(session.get(TOKENS), 401, 20483);
    }

    @Test
    void userThatIsOffOrGoneCountsAtOnceForEveryBearer() {
        KpsClient session = person.session();
        KpsClient token = session.token();
        person.change(Map.of("active", false));
        failed(session.get(TOKENS), 401, 20483);
        failed(token.get(TOKENS), 401, 20483);
        failed(person.login(PASSWORD), 401, 20483);
        person.change(Map.of("active", true));
        token.get(TOKENS).expectStatus().isOk();
        KpsClient.asAdmin(GATEWAY, HttpMethod.DELETE, "/v1/users/" + person.id(), Map.of())
                .expectStatus()
                .isNoContent();
        failed(session.get(TOKENS), 401, 20483);
        failed(token.get(TOKENS), 401, 20483);
        failed(person.login(PASSWORD), 401, 20483);
    }

    @Test
    void tenantThatIsOffCountsAtOnceForEveryBearer() {
        Person stranger = KpsClient.newTenant(GATEWAY);
        KpsClient session = stranger.session();
        Map<String, Object> created = session.create();
        KpsClient token = session.with(text(created, "token"));
        Map<String, Object> off = Map.of("active", false);
        KpsClient.asAdmin(GATEWAY, HttpMethod.PATCH, "/v1/tenants/" + text(created, "tenantId"), off)
                .expectStatus()
                .isOk();
        failed(session.get(TOKENS), 401, 20483);
        failed(token.get(TOKENS), 401, 20483);
        failed(stranger.login(PASSWORD), 401, 20483);
    }

    @Test
    void worksOnEveryReplicaAndAfterARestart() {
        String database = PostgresServer.shared().newDatabase();
        KpsClient session;
        KpsClient token;
        try (RunningGateway one = RunningGateway.start(database, Map.of());
                RunningGateway other = RunningGateway.start(database, Map.of())) {
            Person somebody = KpsClient.newPerson(one, "USER");
            session = somebody.session();
            token = session.token();
            assertThat(session.at(other).list(TOKENS)).hasSize(1);
            assertThat(token.at(other).list(TOKENS)).hasSize(1);
            KpsClient second = somebody.session();
            somebody.change(Map.of("password", "a new " + PASSWORD));
            failed(second.at(other).get(TOKENS), 401, 20483);
            failed(session.at(other).get(TOKENS), 401, 20483);
            session = new KpsClient(
                    one,
                    text(body(somebody.login("a new " + PASSWORD).expectStatus().isOk()), "token"));
        }
        try (RunningGateway later = RunningGateway.start(database, Map.of())) {
            assertThat(session.at(later).list(TOKENS)).hasSize(1);
            assertThat(token.at(later).list(TOKENS)).hasSize(1);
        }
    }

    @Test
    void isNoTokenForAnyVerification() {
        String session = String.valueOf(person.session().bearer());
        assertThat(GATEWAY.bean(TokenVerifiers.class)
                        .forProtocol("test")
                        .verify(TokenSecret.of(session))
                        .block(Duration.ofSeconds(20)))
                .isInstanceOf(Rejected.class);
        KpsClient.nobody(GATEWAY).with(session).get("/v1/audit").expectStatus().isUnauthorized();
    }

    @Test
    void changedTextIsNoSession() {
        String session = String.valueOf(person.session().bearer());
        char last = session.charAt(session.length() - 1);
        for (String other : List.of(
                session.substring(0, session.length() - 1) + (last == 'a' ? 'b' : 'a'),
                session + "a",
                session.replace("kpss_", "kps_"),
                session.toUpperCase(Locale.ROOT))) {
            failed(KpsClient.nobody(GATEWAY).with(other).get(TOKENS), 401, 20483);
        }
    }

    private KpsClient of(SessionKind kind) {
        KpsClient session = person.session();
        if (kind == SessionKind.LOGIN) {
            return session;
        }
        KpsClient shortOne = session.with(text(body(session.send(HttpMethod.POST, SHORT, null)), "token"));
        return kind == SessionKind.SHORT
                ? shortOne
                : session.with(text(body(shortOne.send(HttpMethod.POST, LONG, null)), "token"));
    }

    private static String answer(org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec response) {
        var result = response.expectBody(String.class).returnResult();
        return result.getStatus() + " " + result.getResponseBody() + " "
                + result.getResponseHeaders().toSingleValueMap();
    }

    private static Duration life(KpsClient session) throws SQLException {
        try (Connection connection = GATEWAY.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select extract(epoch from expires_at - created_at)::bigint from login_session"
                                + " where digest = ?")) {
            query.setBytes(1, digest(session));
            ResultSet row = query.executeQuery();
            assertThat(row.next()).isTrue();
            return Duration.ofSeconds(row.getLong(1));
        }
    }

    private static void expire(KpsClient session) throws SQLException {
        try (Connection connection = GATEWAY.connect();
                PreparedStatement update =
                        connection.prepareStatement("update login_session set expires_at = now() where digest = ?")) {
            update.setBytes(1, digest(session));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static byte[] digest(KpsClient session) {
        return TokenHasher.digest(TokenSecret.of(String.valueOf(session.bearer())))
                .bytes();
    }
}
