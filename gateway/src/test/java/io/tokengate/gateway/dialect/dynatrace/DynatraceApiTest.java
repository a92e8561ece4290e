package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RunningGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Every route and status of the dialect, from outside, on a real PostgreSQL. */
class DynatraceApiTest {
    private static final String TOKENS = "/api/v2/apiTokens";
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String WRONG_SECRET = "." + "C".repeat(64);

    private final WebTestClient client = GATEWAY.client();

    private record Issued(String id, String token) {}

    @Test
    void createdTokenIsShownOnceAndLookedUpBySecret() {
        Issued issued = create(Map.of("name", "Ünïcode ✓ \"&+%", "scopes", List.of("metrics.read", "logs.read")));

        assertThat(issued.token())
                .matches("dt0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}")
                .startsWith(issued.id() + ".");
        lookup(issued.token())
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json;charset=utf-8")
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(issued.id())
                .jsonPath("$.name")
                .isEqualTo("Ünïcode ✓ \"&+%")
                .jsonPath("$.enabled")
                .isEqualTo(true)
                .jsonPath("$.owner")
                .isEqualTo("admin")
                .jsonPath("$.personalAccessToken")
                .isEqualTo(false)
                .jsonPath("$.scopes")
                .isEqualTo(List.of("logs.read", "metrics.read"))
                .jsonPath("$.token")
                .doesNotExist()
                .jsonPath("$.expirationDate")
                .doesNotExist()
                .jsonPath("$.lastUsedDate")
                .doesNotExist();
    }

    @Test
    void createAnswers201WithNothingButIdTokenAndExpiration() {
        exchange(HttpMethod.POST, TOKENS, """
                        {"name": "n", "scopes": ["metrics.read"], "personalAccessToken": null,
                         "expirationDate": "now+14d", "enabled": false, "unknown": {"a": [1]}}
                        """)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .cacheControl(CacheControl.noStore())
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(3)
                .jsonPath("$.expirationDate")
                .value(String.class, date -> assertThat(date).endsWith("Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"\", \"scopes\": null}",
                "{\"name\": \"n\", \"scopes\": []}",
                "{\"name\": \"n\", \"scopes\": [\"no.such\"]}",
                "{\"name\": \"n\", \"scopes\": \"metrics.read\"}",
                "{\"name\": 5, \"scopes\": [\"metrics.read\"]}",
                "{\"name\": \"n\", \"scopes\": [\"metrics.read\"], \"personalAccessToken\": \"true\"}",
                "{\"name\": \"n\", \"scopes\": [\"metrics.read\"], \"expirationDate\": \"now-1d\"}",
                "{\"name\": \"n\", \"scopes\": [\"metrics.read\"], \"expirationDate\": \"soon\"}",
                "{\"name\": \"\\u0000\", \"scopes\": [\"metrics.read\"]}",
                "{\"name\": \"\\ud800\", \"scopes\": [\"metrics.read\"]}",
                "{\"name\": \"n\"",
                "[]",
                "null",
                "\"text\"",
                ""
            })
    void badCreateBodyIs400WithConstraintViolations(String body) {
        violated(exchange(HttpMethod.POST, TOKENS, body));
    }

    @Test
    void sameNameTwiceIsFine() {
        Map<String, Object> twice = Map.of("name", "twice", "scopes", List.of("metrics.read"));
        assertThat(create(twice).id()).isNotEqualTo(create(twice).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer x", "Api-Token", "Api-Token ", "Api-Token nonsense", "Basic YTpi", "dt0c01.A.B"})
    void otherCredentialsAre401(String header) {
        client.get()
                .uri(TOKENS)
                .headers(headers -> {
                    if (!header.isEmpty()) {
                        headers.set(HttpHeaders.AUTHORIZATION, header);
                    }
                })
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists(HttpHeaders.WWW_AUTHENTICATE)
                .expectBody()
                .json("{\"error\": {\"code\": 401, \"message\": \"Token Authentication failed\"}}");
    }

    @Test
    void anotherDialectsTokenIs401() {
        client.get()
                .uri(TOKENS)
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.NATIVE_TOKEN)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void credentialInTheQueryServesButTheHeaderWins() {
        String uri = TOKENS + "?pageSize=100&api-token={token}";
        client.get()
                .uri(uri, RunningGateway.DYNATRACE_TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri(uri, RunningGateway.DYNATRACE_TOKEN)
                .header(HttpHeaders.AUTHORIZATION, "Api-Token wrong")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v2/apiTokens, apiTokens.read (Read API tokens)",
        "GET, /api/v2/apiTokens/dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA, apiTokens.read (Read API tokens)",
        "POST, /api/v2/apiTokens, apiTokens.write (Write API tokens)",
        "PUT, /api/v2/apiTokens/dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA, apiTokens.write (Write API tokens)",
        "DELETE, /api/v2/apiTokens/dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA, apiTokens.write (Write API tokens)"
    })
    void missingScopeIs403InTheWordsThatClientsLookFor(HttpMethod method, String path, String scope) {
        Issued poor = create(Map.of("name", "poor", "scopes", List.of("metrics.read")));
        exchange(method, path, "garbage", poor.token())
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.error.message")
                .isEqualTo("Token is missing required scope. Use one of: " + scope);
    }

    @Test
    void anyValidTokenMayLookUp() {
        Issued poor = create(Map.of("name", "poor", "scopes", List.of("metrics.read")));
        exchange(HttpMethod.POST, TOKENS + "/lookup", "{\"token\": \"" + poor.token() + "\"}", poor.token())
                .expectStatus()
                .isOk();
    }

    @Test
    void lookupFindsByWholeSecretOnly() {
        Issued issued = create(Map.of("name", "n", "scopes", List.of("metrics.read")));
        notFound(lookup(issued.id() + WRONG_SECRET));
        notFound(lookup(issued.id()));
        notFound(lookup(RunningGateway.NATIVE_TOKEN));
        violated(exchange(HttpMethod.POST, TOKENS + "/lookup", "{}"));
        violated(exchange(HttpMethod.POST, TOKENS + "/lookup", "{\"token\": 5}"));
    }

    @Test
    void disabledTokenIsRefusedAtOnceAndStillShown() {
        Issued issued = create(Map.of("name", "n", "scopes", List.of("apiTokens.read")));
        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isOk();

        put(issued.id(), "{\"enabled\": false}")
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isUnauthorized();
        lookup(issued.token())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.enabled")
                .isEqualTo(false);

        put(issued.id(), "{\"enabled\": true}").expectStatus().isNoContent();
        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isOk();
    }

    @Test
    void expiredTokenIsRefusedAndStillShown() {
        Issued issued = create(Map.of("name", "n", "scopes", List.of("apiTokens.read")));
        execute("update token set expires_at = now() - interval '1 hour' where public_id = '" + issued.id() + "'");

        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isUnauthorized();
        lookup(issued.token())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.expirationDate")
                .exists();
        get(issued.id()).expectStatus().isOk();
    }

    @Test
    void renamingAndRescopingCountAsModifyingButSwitchingDoesNot() {
        Issued issued = create(Map.of("name", "before", "scopes", List.of("metrics.read")));
        put(issued.id(), "{\"enabled\": false, \"name\": null}").expectStatus().isNoContent();
        get(issued.id()).expectBody().jsonPath("$.modifiedDate").doesNotExist();

        put(issued.id(), """
                        {"id": "other", "name": "after", "scopes": ["logs.read"], "personalAccessToken": true,
                         "expirationDate": "now+1d"}
                        """).expectStatus().isNoContent();
        get(issued.id())
                .expectBody()
                .jsonPath("$.modifiedDate")
                .exists()
                .jsonPath("$.name")
                .isEqualTo("after")
                .jsonPath("$.scopes")
                .isEqualTo(List.of("logs.read"))
                .jsonPath("$.personalAccessToken")
                .isEqualTo(false)
                .jsonPath("$.expirationDate")
                .doesNotExist();
    }

    @Test
    void tokenInUseCannotBeDisabledOrDeleted() {
        Issued self = create(Map.of("name", "self", "scopes", List.of("apiTokens.read", "apiTokens.write")));
        violated(exchange(HttpMethod.PUT, TOKENS + "/" + self.id(), "{\"enabled\": false}", self.token()));
        violated(exchange(HttpMethod.DELETE, TOKENS + "/" + self.id(), null, self.token()));
        violated(exchange(HttpMethod.DELETE, TOKENS + "/" + self.token(), null, self.token()));
        exchange(HttpMethod.PUT, TOKENS + "/" + self.id(), "{\"name\": \"renamed\"}", self.token())
                .expectStatus()
                .isNoContent();
    }

    @Test
    void deleteTakesIdOrWholeSecret() {
        Issued byId = create(Map.of("name", "a", "scopes", List.of("metrics.read")));
        Issued bySecret = create(Map.of("name", "b", "scopes", List.of("metrics.read")));

        notFound(delete(bySecret.id() + WRONG_SECRET));
        get(bySecret.id()).expectStatus().isOk();
        delete(byId.id()).expectStatus().isNoContent().expectBody().isEmpty();
        delete(bySecret.token()).expectStatus().isNoContent();

        for (Issued gone : List.of(byId, bySecret)) {
            notFound(get(gone.id()));
            notFound(lookup(gone.token()));
            notFound(delete(gone.id()));
            notFound(delete(gone.token()));
            notFound(put(gone.id(), "{}"));
        }
    }

    @Test
    void personalAccessTokenDeletesOnlyItsOwnersTokens() {
        Issued personal =
                create(Map.of("name", "p", "scopes", List.of("apiTokens.write"), "personalAccessToken", true));
        Issued foreign = create(Map.of("name", "f", "scopes", List.of("metrics.read")));
        execute("""
                insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular,
                                      created_at, updated_at)
                select gen_random_uuid(), tenant_id, 'other', 'other@example.org', '', array['USER'], true, true,
                       now(), now() from installation
                on conflict do nothing
                """);
        execute("update token set owner_id = (select id from app_user where username = 'other') where public_id = '"
                + foreign.id() + "'");

        exchange(HttpMethod.DELETE, TOKENS + "/" + foreign.id(), null, personal.token())
                .expectStatus()
                .isForbidden();
        delete(foreign.id()).expectStatus().isNoContent();
    }

    @Test
    void ownerSwitchedOffRejectsItsTokens() {
        Issued issued = create(Map.of("name", "n", "scopes", List.of("apiTokens.read")));
        String user = "owner-" + UUID.randomUUID().toString().substring(0, 8);
        execute("""
                insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular,
                                      created_at, updated_at)
                select gen_random_uuid(), tenant_id, '%s', '%s@example.org', '', array['USER'], false, true,
                       now(), now() from installation
                """.formatted(user, user));
        execute("update token set owner_id = (select id from app_user where username = '" + user
                + "') where public_id = '" + issued.id() + "'");

        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isUnauthorized();
        lookup(issued.token())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.enabled")
                .isEqualTo(false);
    }

    @Test
    void lastUseIsKept() {
        Issued issued = create(Map.of("name", "n", "scopes", List.of("apiTokens.read")));
        exchange(HttpMethod.GET, TOKENS, null, issued.token()).expectStatus().isOk();

        Awaitility.await()
                .untilAsserted(() -> get(issued.id())
                        .expectBody()
                        .jsonPath("$.lastUsedIpAddress")
                        .isEqualTo("127.0.0.1")
                        .jsonPath("$.lastUsedDate")
                        .exists()
                        .jsonPath("$.modifiedDate")
                        .doesNotExist());
    }

    @Test
    void listShowsTheDefaultMembersInOrder() {
        create(Map.of("name", "n", "scopes", List.of("metrics.read")));
        exchange(HttpMethod.GET, TOKENS, null)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(
                        body -> assertThat(body)
                                .startsWith("{\"totalCount\":")
                                .contains("\"pageSize\":200,\"apiTokens\":[{\"id\":")
                                .doesNotContain("\"scopes\"")
                                .containsPattern(
                                        "\\{\"id\":\"[^\"]+\",\"name\":\"[^\"]*\",\"enabled\":(true|false),\"owner\":\"[^\"]+\",\"creationDate\":\"[^\"]+Z\"\\}"));
    }

    @Test
    void listLeavesOtherDialectsTokensOut() {
        exchange(HttpMethod.GET, TOKENS + "?fields=%2Bscopes&pageSize=10000", null)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("dt0c01.").doesNotContain("tokens.verify"));
    }

    @Test
    void pagesLoseNothingWhileTokensComeAndGo() {
        String mark = "owner-" + UUID.randomUUID().toString().substring(0, 8);
        insertTokens(mark, 250);
        String selector = "apiTokenSelector=owner(\"" + mark + "\")";
        List<DynatraceJson.Token> seen = new ArrayList<>();

        DynatraceJson.TokenList first = page("?pageSize=100&sort=name&fields=name&" + selector);
        execute("delete from token where name in ('n000', 'n001', 'n050') and owner_id ="
                + " (select id from app_user where username = '" + mark + "')");
        DynatraceJson.TokenList second = page("?nextPageKey=" + first.nextPageKey());
        insertToken(mark, "n0005", 9_001);
        DynatraceJson.TokenList third = page("?nextPageKey=" + second.nextPageKey());

        assertThat(page("?nextPageKey=" + second.nextPageKey())).isEqualTo(third);
        assertThat(third.nextPageKey()).isNull();
        List.of(first, second, third).forEach(page -> seen.addAll(page.apiTokens()));
        assertThat(seen).hasSize(250).doesNotHaveDuplicates();
        assertThat(List.of(first.pageSize(), second.pageSize(), third.pageSize()))
                .containsOnly(100);
        assertThat(first.totalCount()).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({
        "name, n000",
        "-name, n249",
        "creationDate, n000",
        "-creationDate, n249",
        "lastUsedDate, n000",
        "expirationDate, n000",
        "-expirationDate, n249",
        "modifiedDate, n000"
    })
    void sortsByEachKeyAndPagesThroughIt(String sort, String first) {
        String mark = "sort-" + UUID.randomUUID().toString().substring(0, 8);
        insertTokens(mark, 250);
        List<@Nullable String> names = new ArrayList<>();
        String query = "?pageSize=100&fields=name&sort=" + sort + "&apiTokenSelector=owner(\"" + mark + "\")";
        while (query != null) {
            DynatraceJson.TokenList page = page(query);
            page.apiTokens().forEach(token -> names.add(token.name()));
            query = page.nextPageKey() == null ? null : "?nextPageKey=" + page.nextPageKey();
        }
        assertThat(names).hasSize(250).doesNotHaveDuplicates().startsWith(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pageSize=99",
                "pageSize=10001",
                "pageSize=abc",
                "pageSize=-1",
                "pageSize=",
                "fields=no",
                "fields=name,%2Bscopes",
                "sort=no",
                "apiTokenSelector=no(%22x%22)",
                "apiTokenSelector=owner(%22x",
                "from=yesterday",
                "to=now-1x",
                "nextPageKey=made-up",
                "nextPageKey=AQAAABQBAAAABQ%3D%3D",
                "nextPageKey=x&pageSize=100",
                "pageSize=100&pageSize=100",
                "apiTokenSelector=%zz",
                "apiTokenSelector=owner(%22%00%22)"
            })
    void badListParameterIs400(String query) {
        violated(client.get()
                .uri(URI.create(GATEWAY.address() + TOKENS + "?" + query.replace("%zz", "%25zz")))
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .exchange());
    }

    @Test
    void timeframeFiltersByLastUse() {
        String mark = "used-" + UUID.randomUUID().toString().substring(0, 8);
        insertTokens(mark, 3);
        execute("""
                insert into token_usage (token_id, last_used_at)
                select t.id, timestamptz '2020-01-02T03:04:05.678Z' from token t
                  join app_user o on o.id = t.owner_id where o.username = '%s' and t.name = 'n001'
                """.formatted(mark));
        String owner = "&apiTokenSelector=owner(\"" + mark + "\")";
        count("?from=2020-01-02T03:04:05.678Z&to=2020-01-02 03:04:05.678" + owner, 1);
        count("?from=2020-01-02T03:04:05.679Z" + owner, 0);
        count("?to=1577934245678" + owner, 1);
        count("?to=now" + owner, 1);
        count("?sort=name" + owner, 3);
    }

    @Test
    void everyFailureBelowTheBaseIsInTheEnvelope() {
        envelope(exchange(HttpMethod.GET, "/api/v2/nothing", null), 404);
        envelope(exchange(HttpMethod.GET, "/api/v2", null), 404);
        envelope(exchange(HttpMethod.GET, "//api/v2/nothing", null), 404);
        envelope(exchange(HttpMethod.PATCH, TOKENS, "{}"), 405);
        envelope(exchange(HttpMethod.DELETE, TOKENS, null), 405);
        envelope(exchange(HttpMethod.GET, TOKENS + "/", null), 404);
        envelope(exchange(HttpMethod.GET, TOKENS + "/a%2Fb", null), 404);
        envelope(exchange(HttpMethod.GET, TOKENS + "/%E2%9C%93", null), 404);
        envelope(exchange(HttpMethod.POST, TOKENS, "{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}"), 413);
        envelope(
                client.post()
                        .uri(TOKENS)
                        .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .bodyValue("name=n")
                        .exchange(),
                415);
    }

    @Test
    void outsideEveryBaseItIsAProblem() {
        for (String path : List.of("/", "/api", "/api/v2x", "/apis/v2", "/v1x", "/actuator/health")) {
            client.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    @Test
    void bodyOfOneMegabyteIsRead() {
        String padding = "x".repeat(1024 * 1024 - 60);
        exchange(
                        HttpMethod.POST,
                        TOKENS,
                        "{\"name\": \"big\", \"scopes\": [\"metrics.read\"], \"y\": \"" + padding.substring(60) + "\"}")
                .expectStatus()
                .isCreated();
    }

    @Test
    void contentTypesThatClientsSendAreTaken() {
        for (String type : List.of(
                "application/json; charset=utf-8", "application/json; charset&#x3D;utf-8", "application/json")) {
            client.post()
                    .uri(TOKENS)
                    .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                    .header(HttpHeaders.CONTENT_TYPE, type)
                    .header(HttpHeaders.ACCEPT, type)
                    .bodyValue("{\"name\": \"n\", \"scopes\": [\"metrics.read\"]}".getBytes(StandardCharsets.UTF_8))
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        client.get()
                .uri(TOKENS)
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header(HttpHeaders.ACCEPT, "text/html")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void changesAreAuditedWithoutSecrets() throws SQLException {
        Issued issued = create(Map.of("name", "audited", "scopes", List.of("metrics.read")));
        put(issued.id(), "{\"name\": \"again\"}").expectStatus().isNoContent();
        put(issued.id(), "{\"name\": \"again\"}").expectStatus().isNoContent();
        delete(issued.id()).expectStatus().isNoContent();
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select string_agg(action, ' ' order by id) from audit where subject = '"
                                + issued.id() + "'")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("token.create token.update token.revoke");
        }
    }

    private DynatraceJson.TokenList page(String query) {
        byte[] body = exchange(HttpMethod.GET, TOKENS + query, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return Json.read(Objects.requireNonNull(body), DynatraceJson.TokenList.class);
    }

    private void count(String query, int total) {
        exchange(HttpMethod.GET, TOKENS + query, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.totalCount")
                .isEqualTo(total)
                .jsonPath("$.apiTokens.length()")
                .isEqualTo(total);
    }

    private Issued create(Map<String, ?> body) {
        Map<?, ?> created = client.post()
                .uri(TOKENS)
                .header(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        assertThat(created).isNotNull();
        return new Issued(String.valueOf(created.get("id")), String.valueOf(created.get("token")));
    }

    private ResponseSpec lookup(String token) {
        return exchange(HttpMethod.POST, TOKENS + "/lookup", "{\"token\": \"" + token + "\"}");
    }

    private ResponseSpec get(String id) {
        return exchange(HttpMethod.GET, TOKENS + "/" + id, null);
    }

    private ResponseSpec put(String id, String body) {
        return exchange(HttpMethod.PUT, TOKENS + "/" + id, body);
    }

    private ResponseSpec delete(String id) {
        return exchange(HttpMethod.DELETE, TOKENS + "/" + id, null);
    }

    private ResponseSpec exchange(HttpMethod method, String path, @Nullable String body) {
        return exchange(method, path, body, RunningGateway.DYNATRACE_TOKEN);
    }

    private ResponseSpec exchange(HttpMethod method, String path, @Nullable String body, String token) {
        URI uri = URI.create(GATEWAY.address() + path.replace("\"", "%22").replace(" ", "%20"));
        WebTestClient.RequestBodySpec request =
                client.method(method).uri(uri).header(HttpHeaders.AUTHORIZATION, "Api-Token " + token);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    private static void violated(ResponseSpec response) {
        response.expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/json;charset=utf-8")
                .expectBody()
                .jsonPath("$.error.code")
                .isEqualTo(400)
                .jsonPath("$.error.message")
                .isEqualTo("Constraints violated.")
                .jsonPath("$.error.constraintViolations[0].path")
                .exists()
                .jsonPath("$.error.constraintViolations[0].message")
                .exists()
                .jsonPath("$.error.constraintViolations[0].parameterLocation")
                .exists();
    }

    private static void notFound(ResponseSpec response) {
        envelope(response, 404);
    }

    private static void envelope(ResponseSpec response, int status) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/json;charset=utf-8")
                .expectBody()
                .jsonPath("$.error.code")
                .isEqualTo(status)
                .jsonPath("$.error.message")
                .isNotEmpty();
    }

    private static void insertTokens(String owner, int count) {
        execute("""
                insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular,
                                      created_at, updated_at)
                select gen_random_uuid(), tenant_id, '%s', '%s@example.org', '', array['USER'], true, true,
                       now(), now() from installation
                """.formatted(owner, owner));
        execute("""
                insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled,
                                   created_at, updated_at)
                select o.tenant_id, o.id, 'dynatrace', 'dt0c01.' || o.id || '-' || i, sha256((o.id || '-' || i)::bytea),
                       'n' || lpad(i::text, 3, '0'), '{metrics.read}', false, true, now(), now()
                  from app_user o, generate_series(0, %d - 1) i where o.username = '%s'
                """.formatted(count, owner));
    }

    private static void insertToken(String owner, String name, int number) {
        execute("""
                insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled,
                                   created_at, updated_at)
                select tenant_id, id, 'dynatrace', 'dt0c01.' || id || '-%d', sha256((id || '-%d')::bytea),
                       '%s', '{metrics.read}', false, true, now(), now()
                  from app_user where username = '%s'
                """.formatted(number, number, name, owner));
    }

    private static void execute(String sql) {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
