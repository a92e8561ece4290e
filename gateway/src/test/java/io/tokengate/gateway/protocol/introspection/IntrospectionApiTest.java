package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Introspection (RFC 7662), from outside. */
class IntrospectionApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final OAuthClient CLIENT = OAuthClient.bearer(RunningGateway.NATIVE_TOKEN);
    private static final String TOKEN = "token=" + RunningGateway.DYNATRACE_TOKEN;
    private static SampleTokens samples;

    @BeforeAll
    static void make() throws Exception {
        samples = new SampleTokens(GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynatrace", "umaaas", "credentialmanager", "kps", "native"})
    void goodTokenOfAnyDialectIsActive(String dialect) throws Exception {
        Sample good = samples.one(dialect, State.GOOD, "b.read", "a.read");
        Map<String, Object> active = CLIENT.introspected(good.secret());
        assertThat(active)
                .containsEntry("active", true)
                .containsEntry("scope", "a.read b.read")
                .containsEntry("client_id", samples.id(good))
                .containsEntry("jti", samples.id(good))
                .containsEntry("token_type", "Bearer")
                .containsEntry("iss", GATEWAY.address())
                .containsEntry("dialect", dialect)
                .containsKeys("username", "sub", "iat", "tenant")
                .doesNotContainKey("exp");
        assertThat(active.get("nbf")).isEqualTo(active.get("iat")).isInstanceOf(Integer.class);
    }

    @Test
    void tokenWithoutScopesHasNone() throws Exception {
        assertThat(CLIENT.introspected(samples.one("kps", State.GOOD).secret()))
                .containsEntry("active", true)
                .doesNotContainKey("scope");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "EXPIRED", "REVOKED", "OWNER_INACTIVE", "TENANT_INACTIVE"})
    void tokenThatIsNoGoodIsInactiveAndNothingMoreIsTold(State state) throws Exception {
        for (String dialect : List.of("dynatrace", "umaaas", "credentialmanager", "kps", "native")) {
            assertThat(CLIENT.introspected(samples.one(dialect, state).secret()))
                    .isEqualTo(Map.of("active", false));
        }
    }

    @Test
    void textThatIsNoTokenIsInactive() {
        for (String text : List.of("", "x", "tg_short", samples.unknown("native"), "x".repeat(60_000), "zwölf\n✓ ")) {
            assertThat(CLIENT.introspected(text)).isEqualTo(Map.of("active", false));
        }
    }

    @Test
    void tokenOfAnotherTenantIsUnknown() throws Exception {
        OAuthClient stranger = OAuthClient.bearer(
                samples.one("native", State.ELSEWHERE, "tokens.verify").secret());
        assertThat(stranger.introspected(samples.one("kps", State.GOOD).secret()))
                .isEqualTo(Map.of("active", false));
        Sample own = samples.one("kps", State.ELSEWHERE);
        assertThat(stranger.introspected(own.secret())).containsEntry("active", true);
        assertThat(CLIENT.introspected(own.secret())).containsEntry("active", true);
    }

    @Test
    void callerComesWithItsIdByBasic() throws Exception {
        Sample caller = samples.one("native", State.GOOD, "tokens.verify");
        String id = samples.id(caller);
        OAuthClient.basic(id, caller.secret()).introspect(TOKEN).expectStatus().isOk();
        OAuthClient.basic(id.replace("-", "%2D"), caller.secret().replace("_", "%5f"))
                .introspect(TOKEN)
                .expectStatus()
                .isOk();
        for (OAuthClient wrong : List.of(
                OAuthClient.basic("", caller.secret()),
                OAuthClient.basic(id + "x", caller.secret()),
                OAuthClient.basic(id, caller.secret() + "x"),
                OAuthClient.basic(id, "%zz"),
                OAuthClient.basic(id, ""),
                OAuthClient.basic("admin", RunningGateway.ADMIN_PASSWORD))) {
            ResponseSpec response = wrong.introspect(TOKEN);
            response.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tokengate\".*");
            OAuthClient.refused(response, 401, "invalid_client");
        }
    }

    @Test
    void callerThatIsNoGoodIsRefused() throws Exception {
        ResponseSpec anonymous = new OAuthClient(GATEWAY, null).introspect(TOKEN);
        anonymous.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=.*, Bearer realm=.*");
        OAuthClient.refused(anonymous, 401, "invalid_client");
        for (String bad : List.of(
                "nobody-knows-this-one",
                RunningGateway.DYNATRACE_TOKEN,
                samples.one("native", State.REVOKED, "tokens.verify").secret())) {
            ResponseSpec response = OAuthClient.bearer(bad).introspect("");
            response.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer .*error=\"invalid_token\"");
            OAuthClient.refused(response, 401, "invalid_client");
        }
        ResponseSpec unable = OAuthClient.bearer(
                        samples.one("native", State.GOOD, "tokens.revoke").secret())
                .introspect(TOKEN);
        unable.expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, ".*error=\"insufficient_scope\", scope=\"tokens.verify\"");
        OAuthClient.refused(unable, 403, "insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token_type_hint=access_token",
                "Token=x",
                "token=x&token=x",
                "token=x&token_type_hint=a&token_type_hint=b",
                "token=%",
                "token=%4",
                "token=%zz",
                "token=%ff",
                "%ff=x&token=x",
            })
    void badRequestIsRefused(String form) {
        OAuthClient.refused(CLIENT.introspect(form), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&&%s&", "%s&token_type_hint=access_token", "a=1&b&=&%s", "token_type_hint=nonsense&%s"})
    void oddFormsAreRead(String form) {
        CLIENT.introspect(form.formatted(TOKEN))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.active")
                .isEqualTo(true);
    }

    @Test
    void tokenInTheQueryIsNotLookedAt() {
        OAuthClient.refused(CLIENT.post("/oauth2/introspect?" + TOKEN, ""), 400, "invalid_request");
    }

    @Test
    void wrongTypeLengthAndMethodAreRefused() {
        OAuthClient.refused(
                GATEWAY.client()
                        .post()
                        .uri("/oauth2/introspect")
                        .headers(headers -> headers.setBearerAuth(RunningGateway.NATIVE_TOKEN))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{}")
                        .exchange(),
                415,
                "invalid_request");
        OAuthClient.refused(CLIENT.introspect("token=" + "x".repeat(70_000)), 413, "invalid_request");
        OAuthClient.refused(GATEWAY.client().get().uri("/oauth2/introspect").exchange(), 405, "invalid_request");
        OAuthClient.refused(GATEWAY.client().get().uri("/oauth2/token").exchange(), 404, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/introspect?x=1", "//oauth2/introspect"})
    void ordinaryWayAnswersAlike(String target) throws Exception {
        String rest =
                " HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: Bearer "
                        + RunningGateway.NATIVE_TOKEN + "\r\nContent-Length: " + TOKEN.length() + "\r\n\r\n" + TOKEN;
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            Response plain = connection.send("POST /oauth2/introspect" + rest).read();
            Response ordinary = connection.send("POST " + target + rest).read();
            assertThat(plain.status()).isEqualTo(200);
            assertThat(ordinary).isEqualTo(plain);
        }
    }

    @Test
    void introspectionIsCounted() {
        CLIENT.introspect(TOKEN).expectStatus().isOk();
        GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics).contains("protocol=\"introspection\""));
    }

    @Test
    void metadataSaysWhereThingsAre() {
        String issuer = GATEWAY.address();
        Map<String, Object> metadata = OAuthClient.body(GATEWAY.client()
                .get()
                .uri("/.well-known/oauth-authorization-server")
                .header(HttpHeaders.HOST, "evil.example")
                .exchange()
                .expectStatus()
                .isOk());
        assertThat(metadata)
                .containsEntry("issuer", issuer)
                .containsEntry("introspection_endpoint", issuer + "/oauth2/introspect")
                .containsEntry("revocation_endpoint", issuer + "/oauth2/revoke")
                .containsEntry("response_types_supported", List.of());
    }
}
