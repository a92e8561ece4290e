package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.TOKENS;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.failed;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.invalid;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.token;
import static org.assertj.core.api.Assertions.assertThat;

/** Every route and status of the dialect but the matrices, from outside, on a real PostgreSQL. */
class CredentialManagerApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final ApiClient ADMIN = ApiClient.admin(GATEWAY);
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000\\+00:00";

    private final ApiClient user = ADMIN.newUser();

    @Test
    void createAnswers200WithTheWholeToken() {
        ResponseSpec response = user.form(Map.of("name", "Ünïcode ✓ \"&+%"));
        response.expectHeader().cacheControl(CacheControl.noStore());
        Token token = token(response);
        assertThat(token.name()).isEqualTo("Ünïcode ✓ \"&+%");
        assertThat(token.token()).matches("[A-Za-z0-9_.~-]{32}");
        assertThat(token.owner()).isEqualTo(user.id());
        assertThat(token.members())
                .containsOnlyKeys(
                        "id",
                        "name",
                        "token",
                        "owner_id",
                        "enabled",
                        "created",
                        "updated",
                        "last_used",
                        "resource_type")
                .containsEntry("enabled", true)
                .containsEntry("last_used", null)
                .containsEntry("resource_type", "ApiToken");
        assertThat(String.valueOf(token.members().get("created")))
                .matches(TIME)
                .isEqualTo(token.members().get("updated"));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 32, 127, 128})
    void lengthIsExact(int length) {
        Token token = token(user.form(Map.of("name", name("length"), "length", length)));
        assertThat(token.token()).hasSize(length);
        user.with(token.token()).get(token.id()).expectStatus().isOk();
    }

    @Test
    void readsAreMaskedAndWhatStandsInIsNoCredential() {
        Token token = user.create(name("masked"));
        for (ResponseSpec read : List.of(user.get(token.id()), user.patch(token.id(), "[]"))) {
            assertThat(token(read).token()).isEqualTo("********");
        }
        failed(user.with("********").get(token.id()), 401);
        assertThat(rows("select count(*) from sealed_secret")).containsExactly("0");
    }

    @Test
    void listHasIdNameAndTypeInTheOrderOfIds() {
        List<Token> tokens = List.of(user.create("zzz"), user.create("aaa"), user.create("mmm"));
        user.get(TOKENS)
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        [{"id": %d, "name": "zzz", "resource_type": "ApiToken"},
                         {"id": %d, "name": "aaa", "resource_type": "ApiToken"},
                         {"id": %d, "name": "mmm", "resource_type": "ApiToken"}]
                        """.formatted(
                                        tokens.get(0).id(),
                                        tokens.get(1).id(),
                                        tokens.get(2).id()),
                        JsonCompareMode.STRICT);
        List<Long> ids = tokens.stream().map(Token::id).toList();
        assertThat(user.list("?limit=2")).isEqualTo(ids.subList(0, 2));
        assertThat(user.list("/?limit=2&offset=2")).isEqualTo(ids.subList(2, 3));
        assertThat(user.list("?limit=100&offset=3")).isEmpty();
        assertThat(user.list("?offset=999999999999999999999999")).isEmpty();
        assertThat(ADMIN.list("?owner_id=" + user.id())).isEqualTo(ids);
        assertThat(user.list("?owner_id=" + user.id())).isEqualTo(ids);
        assertThat(user.list("?owner_id=00" + user.id())).isEqualTo(ids);
    }

    @Test
    void listHasTwentyUnlessAskedAndAdministratorsSeeAll() {
        ApiClient many = ADMIN.newUser();
        for (int i = 0; i < 21; i++) {
            many.create("many" + i);
        }
        assertThat(many.list("")).hasSize(20);
        assertThat(many.list("?limit=100")).hasSize(21);
        Token own = user.create(name("seen"));
        long others = ADMIN.list("?limit=100").size();
        assertThat(others).isGreaterThan(21);
        assertThat(last()).contains(own.id());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "limit=-1, limit",
        "limit=abc, limit",
        "limit=, limit",
        "limit=1.5, limit",
        "limit=1e1, limit",
        "limit=+5, limit",
        "limit=٢, limit",
        "limit=99999999999999999999, limit",
        "limit=1&limit=1, limit",
        "offset=-1, offset",
        "offset=x, offset",
        "owner_id=abc, owner_id",
        "owner_id=, owner_id",
        "owner_id=1&owner_id=1, owner_id"
    })
    void badParametersAre422(String query, String field) {
        invalid(user.get(TOKENS + "?" + query.replace("٢", "%D9%A2")), field);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        invalid(user.get(TOKENS + "?limit=0&offset=-1&owner_id=x"), "limit", "offset", "owner_id");
        invalid(user.form(Map.of("name", "ab", "length", 15, "owner_id", "x")), "name", "length", "owner_id");
    }

    @Test
    void anotherOwnerIs403KnownOrNotForWhoIsNoAdministrator() {
        long other = ADMIN.newUser().id();
        for (String owner : List.of(
                Long.toString(other), "0", "-5", "2147483647", "99999999999999999999", "-99999999999999999999")) {
            failed(user.get(TOKENS + "?owner_id=" + owner), 403);
            failed(user.get(TOKENS + "?limit=0&owner_id=" + owner), 403);
            failed(user.form(Map.of("name", "xy", "owner_id", owner)), 403);
        }
        for (String owner : List.of("0", "-5", "2147483647", "99999999999999999999")) {
            invalid(ADMIN.get(TOKENS + "?owner_id=" + owner), "owner_id");
            invalid(ADMIN.form(Map.of("name", "xyz", "owner_id", owner)), "owner_id");
        }
    }

    @Test
    void administratorsCreateForOthersEvenInactiveOnes() {
        Token token = token(ADMIN.form(Map.of("name", "given", "owner_id", user.id(), "length", 40)));
        assertThat(token.owner()).isEqualTo(user.id());
        assertThat(token.token()).hasSize(40);
        assertThat(user.with(token.token()).id()).isEqualTo(user.id());
        assertThat(user.form(Map.of("name", "own", "owner_id", user.id()))).isNotNull();

        ApiClient inactive = ADMIN.newUser();
        long id = inactive.id();
        deactivate(id);
        assertThat(token(ADMIN.form(Map.of("name", "later", "owner_id", id))).owner())
                .isEqualTo(id);
        assertThat(ADMIN.list("?owner_id=" + id)).hasSize(1);
    }

    @Test
    void usersOfOtherTenantsAreNobody() {
        ApiClient stranger = stranger();
        long strangerId = stranger.id();
        invalid(ADMIN.form(Map.of("name", "abc", "owner_id", strangerId)), "owner_id");
        Token token = stranger.create("theirs");
        failed(ADMIN.get(token.id()), 404);
        failed(ADMIN.patch(token.id(), "[]"), 404);
        failed(ADMIN.delete(token.id()), 404);
        failed(ADMIN.options(TOKENS + "/" + token.id()), 404);
        assertThat(stranger.list("")).containsExactly(token.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "\uD83D\uDE00\uD83D\uDE00", "nul\u0000nul"})
    void unfitNameIs422(String name) {
        invalid(user.form(Map.of("name", name)), "name");
    }

    @Test
    void namesHaveThreeToFiveHundredCharactersOfAnyScript() {
        for (String character : List.of("x", "\u4e00", "\uD83D\uDE00")) {
            String longest = distinct(character);
            assertThat(user.create(longest).name()).isEqualTo(longest);
            invalid(user.form(Map.of("name", longest + "x")), "name");
        }
        assertThat(user.create("\uD83D\uDE00".repeat(3)).name()).isEqualTo("\uD83D\uDE00".repeat(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "129", "0", "-16", "abc", "", "16.0", "99999999999999999999"})
    void unfitLengthIs422(String length) {
        invalid(user.form(Map.of("name", "length", "length", length)), "length");
    }

    @Test
    void namesAreUniquePerOwnerUntilTheTokenIsDeleted() {
        String name = name("unique");
        Token first = user.create(name);
        failed(user.form(Map.of("name", name)), 409);
        failed(ADMIN.form(Map.of("name", name, "owner_id", user.id())), 409);
        assertThat(ADMIN.newUser().create(name).name()).isEqualTo(name);
        assertThat(user.create(name + " ").id()).isNotEqualTo(first.id());
        assertThat(user.create(name.toUpperCase(Locale.ROOT)).id()).isNotEqualTo(first.id());

        Token other = user.create(name("other"));
        failed(user.patch(other.id(), """
                [{"op": "replace", "path": "/enabled", "value": false},
                 {"op": "replace", "path": "/name", "value": "%s"}]
                """.formatted(name)), 409);
        assertThat(token(user.get(other.id())).members())
                .containsEntry("name", other.name())
                .containsEntry("enabled", true)
                .containsEntry("updated", other.members().get("updated"));

        user.delete(first.id()).expectStatus().isNoContent();
        token(user.patch(other.id(), replace("/name", "\"" + name + "\"")));
    }

    @Test
    void ofManyCreationsOfOneNameAtOnceOneWins() {
        String name = name("race");
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 12)
                .flatMap(
                        i -> Mono.fromCallable(
                                        () -> user.form(Map.of("name", name)).returnResult(String.class))
                                .map(result -> result.getStatus().value())
                                .subscribeOn(Schedulers.boundedElastic()),
                        12)
                .collectList()
                .block());
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void deletedIs204AndThenGone() {
        Token token = user.create(name("gone"));
        ApiClient itself = user.with(token.token());
        itself.delete(token.id()).expectStatus().isNoContent().expectBody().isEmpty();
        failed(itself.get(token.id()), 401);
        failed(user.get(token.id()), 404);
        failed(user.delete(token.id()), 404);
        failed(user.patch(token.id(), "[]"), 404);
        assertThat(user.list("")).doesNotContain(token.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "-1",
                "+1",
                "01",
                "1.0",
                "1e3",
                "%D9%A2",
                "2147483647",
                "2147483648",
                "99999999999",
                "9999999999999999999999",
                "%2F",
                "%00",
                "5%2F",
                "%20",
                "null",
                "**"
            })
    void whatIsNoIdIs404(String id) {
        failed(user.get(TOKENS + "/" + id), 404);
        failed(user.send(HttpMethod.PATCH, TOKENS + "/" + id, "application/json", "nonsense"), 404);
        failed(user.send(HttpMethod.DELETE, TOKENS + "/" + id + "/", null, null), 404);
        failed(user.options(TOKENS + "/" + id), 404);
    }

    @Test
    void unknownPathsAndMethodsAreToldInTheDialectsForm() {
        failed(user.get("/api/v1"), 404);
        failed(user.get("/api/v1/"), 404);
        failed(user.get("/api/v1/users"), 404);
        failed(user.get("/api/v1/api_tokens//"), 404);
        failed(user.get("/api/v1/api_tokens/1/x"), 404);
        ResponseSpec wrong = user.send(HttpMethod.PUT, TOKENS + "/1", "application/json", "{}");
        wrong.expectHeader().valueEquals("Allow", "DELETE, GET, OPTIONS, PATCH");
        failed(wrong, 405);
        failed(user.send(HttpMethod.DELETE, TOKENS, null, null), 405);
        user.get("//api/v1/users/me").expectStatus().isOk();
    }

    @Test
    void everyRouteEndsWithASlashOrNot() {
        Token token = user.create(name("slash"));
        String item = TOKENS + "/" + token.id();
        for (String end : List.of("", "/")) {
            user.get(TOKENS + end).expectStatus().isOk();
            token(user.send(HttpMethod.POST, TOKENS + end, ApiClient.FORM.toString(), "name=" + name("slash")));
            user.options(TOKENS + end).expectStatus().isNoContent();
            user.get(item + end).expectStatus().isOk();
            user.send(HttpMethod.PATCH, item + end, "application/json", "[]")
                    .expectStatus()
                    .isOk();
            user.options(item + end).expectStatus().isNoContent();
            user.get("/api/v1/users/me" + end).expectStatus().isOk();
        }
        user.send(HttpMethod.DELETE, item + "/", null, null).expectStatus().isNoContent();
    }

    @Test
    void meIsTheCaller() {
        for (ApiClient client : List.of(user, user.withNewToken())) {
            Map<String, Object> me =
                    ApiClient.body(client.get("/api/v1/users/me").expectStatus().isOk());
            assertThat(me)
                    .containsOnlyKeys(
                            "id",
                            "username",
                            "is_active",
                            "is_regular_user",
                            "is_admin",
                            "default_settings",
                            "created",
                            "updated",
                            "resource_type")
                    .containsEntry("is_active", true)
                    .containsEntry("is_regular_user", true)
                    .containsEntry("is_admin", false)
                    .containsEntry("default_settings", Map.of())
                    .containsEntry("resource_type", "User");
            assertThat(me.get("id")).isInstanceOf(Integer.class);
            assertThat(String.valueOf(me.get("created"))).matches(TIME);
        }
        assertThat(ApiClient.body(ADMIN.get("/api/v1/users/me")))
                .containsEntry("username", "admin")
                .containsEntry("is_admin", true);
    }

    @Test
    void usesAreNotedAndAreNoChange() {
        Token token = user.create(name("used"));
        user.with(token.token()).get(token.id()).expectStatus().isOk();
        Awaitility.await().untilAsserted(() -> {
            Map<String, Object> seen = token(user.get(token.id())).members();
            assertThat(seen.get("last_used")).isNotNull();
            assertThat(OffsetDateTime.parse(String.valueOf(seen.get("last_used"))))
                    .isAfterOrEqualTo(
                            OffsetDateTime.parse(String.valueOf(token.members().get("created"))));
            assertThat(seen).containsEntry("updated", token.members().get("updated"));
        });
    }

    @Test
    void theAuditNamesTokensByTheirIds() {
        Token token = user.create(name("audited"));
        user.with(token.token()).patch(token.id(), replace("/enabled", "false"));
        user.delete(token.id()).expectStatus().isNoContent();
        assertThat(rows("select action from audit where subject = '" + token.id()
                        + "' and details->>'dialect' = 'credentialmanager' order by id"))
                .containsExactly("token.create", "token.update", "token.revoke");
        assertThat(rows("select public_id from token where id = " + token.id()))
                .containsExactly(Long.toString(token.id()));
    }

    static String replace(String path, String value) {
        return "[{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": " + value + "}]";
    }

    /** The newest tokens that an administrator sees. */
    private static List<Long> last() {
        int offset = 0;
        while (true) {
            List<Long> page = ADMIN.list("?limit=100&offset=" + offset);
            if (page.size() < 100) {
                return page;
            }
            offset += 100;
        }
    }

    /** 500 characters that do not compress well. */
    private static String distinct(String character) {
        int first = character.codePointAt(0);
        int[] codePoints = new Random(1)
                .ints(500, first, first + (first < 128 ? 2 : 1_000))
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private static ApiClient stranger() {
        String tenant = name("cm-tenant");
        Map<String, Object> made = ApiClient.body(
                ADMIN.send(HttpMethod.POST, "/v1/tenants", "application/json", "{\"name\": \"" + tenant + "\"}"));
        return ADMIN.newUser(Map.of("tenant", Objects.requireNonNull(made.get("id")), "roles", List.of("INFRA_ADMIN")));
    }

    private static void deactivate(long id) {
        execute("update app_user set active = false where id = " + id);
    }

    private static void execute(String sql) {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<@Nullable String> rows(String sql) {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<@Nullable String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
