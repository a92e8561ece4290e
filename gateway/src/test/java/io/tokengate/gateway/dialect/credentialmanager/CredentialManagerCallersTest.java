package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.PASSWORD;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.failed;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in by what, and until when. */
class CredentialManagerCallersTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final ApiClient ADMIN = ApiClient.admin(GATEWAY);

    /** What a generated client sends beside its token, or alone where it has no credentials. */
    private static final String NOBODY = "Basic Og==";

    private final String username = name("caller");
    private final ApiClient user = ADMIN.newUser(Map.of("username", username, "email", username + "@example.org"));

    @Test
    void emptyBasicBesideAGoodTokenIsIgnoredAndAloneIs401() {
        String token = user.create(name("token")).token();
        me(token, NOBODY).expectStatus().isOk();
        me(token, "Basic garbled").expectStatus().isOk();
        me(token, "Bearer x").expectStatus().isOk();
        failed(me(null, NOBODY), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "********", "0123456789abcdef", "0123456789abcdef0123456789abcdef", "é", "a b"})
    void badTokenIs401EvenBesideAGoodPassword(String token) {
        failed(me(token, basic(username, PASSWORD)), 401);
        failed(me(token, null), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !", "Basic YQ==", "Bearer x", "basic", "Digest x", "Token x"})
    void otherAuthorizationsAre401(String header) {
        failed(me(null, header.isEmpty() ? null : header), 401);
    }

    @Test
    void passwordAloneSuffices() {
        me(null, basic(username, PASSWORD)).expectStatus().isOk();
        me(null, basic(username + "@example.org", PASSWORD)).expectStatus().isOk();
        failed(me(null, basic(username, PASSWORD + "x")), 401);
        failed(me(null, basic(username, "")), 401);
        failed(me(null, basic("", PASSWORD)), 401);
        failed(me(null, basic(name("nobody"), PASSWORD)), 401);
        failed(me(null, basic("nul\u0000", PASSWORD)), 401);
    }

    /** The check of a good password is remembered; what makes it bad counts in the very next request all the same. */
    @Test
    void passwordChangeAndDeactivationCountAtOnce() {
        String present = basic(username, PASSWORD);
        me(null, present).expectStatus().isOk();
        me(null, present).expectStatus().isOk();

        change(Map.of("active", false));
        failed(me(null, present), 401);
        change(Map.of("active", true));
        me(null, present).expectStatus().isOk();

        change(Map.of("password", "another horse battery"));
        failed(me(null, present), 401);
        me(null, basic(username, "another horse battery")).expectStatus().isOk();
        change(Map.of("password", PASSWORD));
        me(null, present).expectStatus().isOk();
        failed(me(null, basic(username, "another horse battery")), 401);
    }

    @Test
    void deactivationAndDeletionOfTheOwnerCloseItsTokens() {
        Token token = user.create(name("token"));
        me(token.token(), null).expectStatus().isOk();
        change(Map.of("active", false));
        failed(me(token.token(), null), 401);
        change(Map.of("active", true));
        me(token.token(), null).expectStatus().isOk();
        ADMIN.send(HttpMethod.DELETE, nativeUser(), null, null).expectStatus().isNoContent();
        failed(me(token.token(), null), 401);
        failed(ADMIN.get(token.id()), 404);
    }

    @Test
    void switchedOffTokenIs401AtOnceAndWorksAgainAtOnce() {
        Token token = user.create(name("token"));
        ApiClient itself = user.with(token.token());
        itself.patch(token.id(), CredentialManagerApiTest.replace("/enabled", "false"))
                .expectStatus()
                .isOk();
        failed(itself.get(token.id()), 401);
        user.patch(token.id(), CredentialManagerApiTest.replace("/enabled", "true"))
                .expectStatus()
                .isOk();
        itself.get(token.id()).expectStatus().isOk();
    }

    @Test
    void tokensOpenTheirOwnDialectOnly() {
        String token = ADMIN.create(name("token")).token();
        me(token, null).expectStatus().isOk();
        failed(me(RunningGateway.DYNATRACE_TOKEN, null), 401);
        failed(me(RunningGateway.NATIVE_TOKEN, null), 401);
        failed(me(null, "Bearer " + RunningGateway.NATIVE_TOKEN), 401);
        foreign("/api/v2/apiTokens", "Api-Token " + token);
        foreign("/v1/audit", "Bearer " + token);
    }

    @Test
    void tokenActsWithItsOwnersRightsAsTheyAreNow() {
        ApiClient boss = ADMIN.newUser(Map.of("roles", List.of("INFRA_ADMIN")));
        ApiClient bossToken = boss.withNewToken();
        Token others = user.create(name("token"));
        bossToken.get(others.id()).expectStatus().isOk();
        String username =
                String.valueOf(ApiClient.body(boss.get("/api/v1/users/me")).get("username"));
        ADMIN.send(HttpMethod.PATCH, nativeUser(username), MediaType.APPLICATION_JSON_VALUE, "{\"roles\": [\"USER\"]}")
                .expectStatus()
                .isOk();
        failed(bossToken.get(others.id()), 403);
    }

    private static void foreign(String path, String authorization) {
        GATEWAY.client()
                .get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private static ResponseSpec me(@Nullable String token, @Nullable String authorization) {
        return GATEWAY.client()
                .get()
                .uri("/api/v1/users/me")
                .headers(headers -> {
                    if (token != null) {
                        headers.set("X-API-TOKEN", token);
                    }
                    if (authorization != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, authorization);
                    }
                })
                .exchange();
    }

    private void change(Map<String, Object> members) {
        ADMIN.send(HttpMethod.PATCH, nativeUser(), MediaType.APPLICATION_JSON_VALUE, members)
                .expectStatus()
                .isOk();
    }

    private String nativeUser() {
        return nativeUser(username);
    }

    /** Where the native API has the user. */
    private static String nativeUser(String username) {
        String cursor = "";
        while (true) {
            Map<String, Object> page = ApiClient.body(ADMIN.get("/v1/users?limit=100" + cursor));
            for (Object item : (List<?>) Objects.requireNonNull(page.get("items"))) {
                if (username.equals(((Map<?, ?>) item).get("username"))) {
                    return "/v1/users/" + ((Map<?, ?>) item).get("id");
                }
            }
            assertThat(page.get("nextCursor")).as("a further page").isNotNull();
            cursor = "&cursor=" + page.get("nextCursor");
        }
    }

    private static String basic(String login, String password) {
        return "Basic " + HttpHeaders.encodeBasicAuth(login, password, StandardCharsets.UTF_8);
    }
}
