package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.support.RunningGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.umaaas.Permission.MANAGE;
import static io.tokengate.gateway.dialect.umaaas.Permission.TRANSACT;
import static io.tokengate.gateway.dialect.umaaas.Permission.VIEW;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.GATEWAY;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.TOKENS;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.failed;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.invalid;
import static io.tokengate.gateway.dialect.umaaas.UmaaasClient.name;
import static org.assertj.core.api.Assertions.assertThat;

/** Every route and status of the dialect but those of lists, from outside, on a real PostgreSQL. */
class UmaaasApiTest {
    private static final String NOBODY = "Token:00000000-0000-4000-8000-000000000000";

    private final UmaaasClient first = UmaaasClient.first();

    @Test
    void secretIsInTheAnswerToTheCreationOnly() {
        ResponseSpec response = first.post(
                "{\"name\": \"Sandbox \\u2713 &+%\", \"permissions\": [\"VIEW\", \"MANAGE\"], \"other\": {}}");
        response.expectHeader()
                .cacheControl(CacheControl.noStore())
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/umaaas/v1/tokens/Token:[0-9a-f-]{36}");
        UmaaasJson.Token created = UmaaasClient.token(response, 201);
        assertThat(created.id()).matches("Token:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(created.name()).isEqualTo("Sandbox ✓ &+%");
        assertThat(created.permissions()).containsExactly(VIEW, MANAGE);
        assertThat(created.clientId()).matches("[0-9a-f]{32}");
        assertThat(created.clientSecret()).matches("[0-9a-f]{76}");
        assertThat(created.updatedAt()).isEqualTo(created.createdAt()).endsWith("Z");

        UmaaasJson.Token read = UmaaasClient.token(first.get(created.id()), 200);
        assertThat(read).isEqualTo(withoutSecret(created));
        first.get(created.id()).expectBody().jsonPath("$.clientSecret").doesNotExist();
        assertThat(first.page("?name=Sandbox%20%E2%9C%93%20%26%2B%25").data()).contains(withoutSecret(created));
    }

    @Test
    void createdCredentialServesAtOnceAndDeletedOneIsRefusedAtOnce() {
        UmaaasJson.Token created = first.create("n", VIEW);
        UmaaasClient itself = UmaaasClient.of(created);
        itself.list("").expectStatus().isOk();

        first.delete(created.id()).expectStatus().isNoContent().expectBody().isEmpty();
        failed(itself.list(""), 401, ErrorCode.UNAUTHORIZED);
        failed(first.get(created.id()), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.delete(created.id()), 404, ErrorCode.TOKEN_NOT_FOUND);
    }

    @Test
    void escapedColonInAnIdIsRead() {
        UmaaasJson.Token created = first.create("n", VIEW);
        String escaped = created.id().replace(":", "%3A");
        assertThat(UmaaasClient.token(first.get(escaped), 200)).isEqualTo(withoutSecret(created));
        first.delete(escaped).expectStatus().isNoContent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NOBODY,
                "x",
                "Token:",
                "Token%3A",
                "00000000-0000-4000-8000-000000000000",
                "token:01234567-89ab-cdef-0123-456789abcdef",
                "Token:01234567-89AB-CDEF-0123-456789ABCDEF",
                "Token:0123456789abcdef0123456789abcdef",
                "Token:1-2-3-4-5",
                "0123456789abcdef0123456789abcdef",
                "a%2Fb",
                "%2F",
                "%2e%2e",
                "%00",
                "%FF",
                "%E2%9C%93",
                "%25",
                "%252F",
                "Token:01234567-89ab-cdef-0123-456789abcdef%20",
                "Token:01234567-89ab-cdef-0123-456789abcdef%0A"
            })
    void idOfNoTokenIs404WhateverItsFormAfterTheCredentialWasJudged(String id) {
        failed(first.get(id), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.delete(id), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(new UmaaasClient(first.clientId(), "x".repeat(40)).get(id), 401, ErrorCode.UNAUTHORIZED);
        failed(new UmaaasClient(first.clientId(), "x".repeat(40)).delete(id), 401, ErrorCode.UNAUTHORIZED);
        failed(first.with(TRANSACT).get(id), 403, ErrorCode.FORBIDDEN);
        failed(first.with(VIEW).delete(id), 403, ErrorCode.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "VIEW,          200, 403",
        "TRANSACT,      403, 403",
        "MANAGE,        200, 201",
        "VIEW TRANSACT, 200, 403",
        "VIEW MANAGE,   200, 201"
    })
    void permissionsOpenWhatTheyName(String permissions, int reading, int managing) {
        Permission[] has = permissions(permissions);
        UmaaasClient caller = first.with(has);
        UmaaasJson.Token other = first.create("n", VIEW);

        status(caller.list(""), reading);
        status(caller.get(other.id()), reading);
        status(caller.post(Map.of("name", "n", "permissions", List.of(has))), managing);
        status(caller.post("garbage"), managing == 403 ? 403 : 400);
        status(caller.delete(other.id()), managing == 403 ? 403 : 204);
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGE,          VIEW,                 403",
        "MANAGE,          VIEW MANAGE,          403",
        "MANAGE,          MANAGE,               201",
        "VIEW MANAGE,     TRANSACT,             403",
        "VIEW MANAGE,     VIEW TRANSACT MANAGE, 403",
        "VIEW MANAGE,     MANAGE VIEW,          201",
        "TRANSACT MANAGE, TRANSACT,             201"
    })
    void tokenGivesNoPermissionThatItDoesNotHave(String has, String gives, int status) {
        UmaaasClient caller = first.with(permissions(has));
        status(caller.post(Map.of("name", "n", "permissions", List.of(permissions(gives)))), status);
    }

    @Test
    void doubledPermissionsAreOneAndComeInAFixedOrder() {
        UmaaasJson.Token created = UmaaasClient.token(
                first.post("{\"name\": \"n\", \"permissions\": [\"MANAGE\",\"VIEW\",\"MANAGE\"]}"), 201);
        assertThat(created.permissions()).containsExactly(VIEW, MANAGE);
    }

    @Test
    void sameNameTwiceIsFine() {
        String twice = name();
        assertThat(first.create(twice, VIEW).id())
                .isNotEqualTo(first.create(twice, VIEW).id());
        assertThat(first.page("?name=" + twice).totalCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | name permissions",
                "{\"name\": null, \"permissions\": null}                | name permissions",
                "{\"name\": \"\", \"permissions\": [\"VIEW\"]}          | name",
                "{\"name\": \"\\u0000\", \"permissions\": [\"VIEW\"]}   | name",
                "{\"name\": \"\\ud800\", \"permissions\": [\"VIEW\"]}   | name",
                "{\"name\": \"n\", \"permissions\": []}                 | permissions",
                "{\"name\": \"n\", \"permissions\": [null]}             | permissions",
                "{\"name\": \"n\", \"permissions\": [\"view\"]}         | permissions",
                "{\"name\": \"n\", \"permissions\": [\"VIEW\", \"\"]}   | permissions",
                "{\"name\": \"n\", \"permissions\": [\"ADMIN\"]}        | permissions",
                "{\"name\": \"n\", \"permissions\": [\"VIEW \"]}        | permissions"
            })
    void valueThatDoesNotFitIsNamed(String body, String names) {
        invalid(first.post(body), names.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"n\", \"permissions\": \"VIEW\"}",
                "{\"name\": \"n\", \"permissions\": [0]}",
                "{\"name\": \"n\", \"permissions\": {\"VIEW\": true}}",
                "{\"name\": 5, \"permissions\": [\"VIEW\"]}",
                "{\"name\": \"n\", \"name\": \"m\", \"permissions\": [\"VIEW\"]}",
                "{\"name\": \"n\"",
                "[]",
                "null",
                "\"text\"",
                ""
            })
    void bodyThatCannotBeReadIs400(String body) {
        assertThat(failed(first.post(body), 400, ErrorCode.INVALID_INPUT).details())
                .isNull();
    }

    @Test
    void nameMayBeLongAndAnything() {
        for (String name : List.of("x".repeat(1_000), " ", "\"&+%\\/<>'", "😀 Ünïcode \u202e", "\u0001")) {
            assertThat(first.create(name, VIEW).name()).isEqualTo(name);
        }
        invalid(first.post(Map.of("name", "x".repeat(1_001), "permissions", List.of(VIEW))), "name");
    }

    @Test
    void tokenInUseCannotDeleteItself() {
        UmaaasJson.Token created = first.create("self", VIEW, MANAGE);
        UmaaasClient itself = UmaaasClient.of(created);
        invalid(itself.delete(created.id()), "tokenId");
        invalid(itself.delete(created.id().replace(":", "%3A")), "tokenId");
        itself.list("").expectStatus().isOk();
        first.delete(created.id()).expectStatus().isNoContent();
    }

    @Test
    void credentialsOfAnyOtherKindAre401() {
        String good = pair(first.clientId(), first.clientSecret());
        for (String header : List.of(
                "",
                "Basic",
                "Basic ",
                "Basic Og==",
                "Basic %%%",
                "Basic /w==",
                "Bearer " + good,
                "Bearer " + first.clientId() + ":" + first.clientSecret(),
                good,
                "Basic " + pair(first.clientId(), ""),
                "Basic " + pair("", first.clientSecret()),
                "Basic " + pair(first.clientId(), first.clientSecret() + "x"),
                "Basic " + pair(first.clientId() + "0", first.clientSecret()),
                "Basic " + pair("Token:01234567-89ab-cdef-0123-456789abcdef", first.clientSecret()),
                "Basic " + pair("01234567-89ab-cdef-0123-456789abcdef", first.clientSecret()),
                "Basic " + pair("admin", RunningGateway.ADMIN_PASSWORD),
                "Basic " + pair("ſ".repeat(32), first.clientSecret()),
                "Api-Token " + RunningGateway.DYNATRACE_TOKEN,
                "Basic " + pair("x", "y".repeat(8_000)))) {
            ResponseSpec response = UmaaasClient.authorized(header.isEmpty() ? null : header);
            response.expectHeader()
                    .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tokengate\", charset=\"UTF-8\"");
            failed(response, 401, ErrorCode.UNAUTHORIZED);
        }
        UmaaasClient.authorized("basic " + good).expectStatus().isOk();
        UmaaasClient.authorized("BASIC " + pair("0123456789ABCDEF0123456789abcdef", first.clientSecret()))
                .expectStatus()
                .isOk();
    }

    @Test
    void madeUpSecretOfOurFormIs401() {
        UmaaasClient made = first.with(VIEW);
        String secret = made.clientSecret();
        String forged = secret.substring(0, 75) + (secret.endsWith("0") ? "1" : "0");
        failed(new UmaaasClient(made.clientId(), forged).list(""), 401, ErrorCode.UNAUTHORIZED);
        failed(new UmaaasClient(first.clientId(), secret).list(""), 401, ErrorCode.UNAUTHORIZED);
        made.list("").expectStatus().isOk();
    }

    @Test
    void burstOfBadCredentialsTurnsNoGoodOneDownAndStays401() {
        UmaaasClient bad = new UmaaasClient(first.clientId(), "x".repeat(40));
        for (int i = 0; i < 60; i++) {
            failed(bad.list(""), 401, ErrorCode.UNAUTHORIZED);
            if (i % 10 == 0) {
                first.list("?limit=1").expectStatus().isOk();
            }
        }
        first.list("?limit=1").expectStatus().isOk();
    }

    @Test
    void credentialsServeTheirOwnDialectOnly() {
        for (String authorization : List.of(
                "Api-Token " + first.clientId() + ":" + first.clientSecret(),
                "Basic " + pair(first.clientId(), first.clientSecret()))) {
            status(at("/api/v2/apiTokens", authorization), 401);
            status(at("/v1/tokens", authorization), 401);
        }
        status(at("/v1/audit", "Bearer " + first.clientId() + ":" + first.clientSecret()), 401);
        GATEWAY.client()
                .post()
                .uri("/api/v2/apiTokens/lookup")
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("token", first.clientId() + ":" + first.clientSecret()))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void noOtherDialectsTokenIsShown() {
        UmaaasJson.TokenList all = first.page("?limit=100");
        long own = count("token where dialect = 'umaaas' and revoked_at is null"
                + " and tenant_id = (select tenant_id from installation)");
        assertThat(all.data()).isNotEmpty();
        assertThat(all.totalCount()).isEqualTo(own).isLessThan(count("token"));
        GATEWAY.client()
                .get()
                .uri("/api/v2/apiTokens?pageSize=10000&fields=%2Bscopes")
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .exchange()
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("MANAGE", "TRANSACT"));
    }

    @Test
    void tokenOfAnotherTenantIsNotThere() {
        UmaaasJson.Token theirs = first.create("n", VIEW, MANAGE);
        execute(theirs, """
                with other as (insert into tenant (public_id, name, created_at, updated_at)
                               values (gen_random_uuid(), 'tenant of %1$s', now(), now()) returning id),
                     owner as (insert into app_user (public_id, tenant_id, username, email, password_hash, roles,
                                                     active, regular, created_at, updated_at)
                               select gen_random_uuid(), id, 'owner of %1$s', '%1$s@example.org', '', array['USER'],
                                      true, true, now(), now() from other returning id, tenant_id)
                update token set tenant_id = owner.tenant_id, owner_id = owner.id from owner where token.public_id = '%1$s'
                """);
        failed(first.get(theirs.id()), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.delete(theirs.id()), 404, ErrorCode.TOKEN_NOT_FOUND);
        UmaaasClient other = UmaaasClient.of(theirs);
        assertThat(other.page("").data()).containsExactly(withoutSecret(theirs));
        String cursor = Objects.requireNonNull(first.page("?limit=1").nextCursor());
        invalid(other.list("?cursor=" + cursor), "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled = false", "expires_at = now() - interval '1 s'", "revoked_at = now()"})
    void tokenThatIsNoLongerGoodIs401(String change) {
        UmaaasJson.Token token = first.create("n", VIEW);
        execute(token, "update token set " + change + " where public_id = '%s'");
        failed(UmaaasClient.of(token).list(""), 401, ErrorCode.UNAUTHORIZED);
    }

    @Test
    void permissionThatIsNotInTheContractIsNotShown() {
        UmaaasJson.Token token = first.create("n", VIEW);
        execute(token, "update token set scopes = '{VIEW,LATER}' where public_id = '%s'");
        assertThat(UmaaasClient.token(first.get(token.id()), 200).permissions()).containsExactly(VIEW);
    }

    @Test
    void beingUsedChangesNoDate() {
        UmaaasJson.Token token = first.create("n", VIEW);
        UmaaasClient.of(token).list("").expectStatus().isOk();
        Awaitility.await()
                .until(() -> count("token_usage u join token t on t.id = u.token_id where t.public_id = '"
                                + publicId(token) + "'")
                        == 1);
        assertThat(UmaaasClient.token(first.get(token.id()), 200)).isEqualTo(withoutSecret(token));
    }

    @Test
    void everyFailureBelowTheBaseIsInTheForm() {
        failed(first.send(HttpMethod.GET, "/umaaas/v1", null), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.send(HttpMethod.GET, "/umaaas/v1/nothing", null), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.send(HttpMethod.GET, "//umaaas/v1/nothing", null), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.send(HttpMethod.GET, TOKENS + "/", null), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.send(HttpMethod.GET, TOKENS + "/a/b", null), 404, ErrorCode.TOKEN_NOT_FOUND);
        failed(first.send(HttpMethod.PUT, TOKENS, "{}"), 405, ErrorCode.INVALID_REQUEST_FORMAT);
        failed(first.send(HttpMethod.PATCH, TOKENS + "/" + NOBODY, "{}"), 405, ErrorCode.INVALID_REQUEST_FORMAT);
        failed(first.send(HttpMethod.OPTIONS, TOKENS, null), 405, ErrorCode.INVALID_REQUEST_FORMAT);
        String huge = "{\"name\": \"" + "x".repeat(64 * 1024) + "\"}";
        failed(first.post(huge), 413, ErrorCode.INVALID_REQUEST_FORMAT);
        ResponseSpec form = GATEWAY.client()
                .post()
                .uri(TOKENS)
                .headers(headers -> headers.setBasicAuth(first.clientId(), first.clientSecret()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("name=n")
                .exchange();
        failed(form, 415, ErrorCode.INVALID_REQUEST_FORMAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/umaaas", "/umaaas/v1x/tokens", "/umaaas/v2/tokens", "/umaaas/rc/tokens", "/Umaaas/v1"})
    void baseIsFoundByWholeSegments(String path) {
        first.send(HttpMethod.GET, path, null)
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void headersThatClientsSendDoNotMatter() {
        for (String accept : List.of("application/json", "text/html", "*/*", "nonsense")) {
            GATEWAY.client()
                    .get()
                    .uri(TOKENS)
                    .headers(headers -> {
                        headers.setBasicAuth(first.clientId(), first.clientSecret());
                        headers.set(HttpHeaders.ACCEPT, accept);
                        headers.set(HttpHeaders.CONTENT_TYPE, "text/plain");
                    })
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void changesAreAuditedWithoutSecrets() throws SQLException {
        UmaaasJson.Token created = first.create("audited", VIEW);
        first.delete(created.id()).expectStatus().isNoContent();
        first.delete(created.id()).expectStatus().isNotFound();
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(action || ' ' || (details->>'dialect'), ' '"
                        + " order by id) from audit where subject = '" + publicId(created) + "'")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("token.create umaaas token.revoke umaaas");
        }
    }

    private static ResponseSpec at(String path, String authorization) {
        return GATEWAY.client()
                .get()
                .uri(URI.create(GATEWAY.address() + path))
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchange();
    }

    private static void status(ResponseSpec response, int status) {
        response.expectStatus().isEqualTo(status);
    }

    private static Permission[] permissions(String names) {
        return List.of(names.split(" ", -1)).stream().map(Permission::valueOf).toArray(Permission[]::new);
    }

    private static String pair(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static UmaaasJson.Token withoutSecret(UmaaasJson.Token token) {
        return new UmaaasJson.Token(
                token.id(),
                token.name(),
                token.permissions(),
                token.clientId(),
                null,
                token.createdAt(),
                token.updatedAt());
    }

    private static String publicId(UmaaasJson.Token token) {
        return token.id().substring("Token:".length());
    }

    private static void execute(UmaaasJson.Token token, String sql) {
        UmaaasClient.execute(sql.formatted(publicId(token)));
    }

    private static long count(String from) {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(from, e);
        }
    }
}
