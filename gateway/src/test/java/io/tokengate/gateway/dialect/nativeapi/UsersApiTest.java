package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static io.tokengate.gateway.dialect.nativeapi.NativeClient.PASSWORD;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.body;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.created;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.failed;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.name;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.page;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.user;
import static org.assertj.core.api.Assertions.assertThat;

/** Users, by an administrator and by themselves (docs/dialects/native.md, «Users»). */
class UsersApiTest {
    private static final String USERS = "/v1/users";
    private static final String NOBODY = USERS + "/00000000-0000-4000-8000-000000000000";

    private final NativeClient admin = NativeClient.admin();

    @Test
    void createShowsTheUserButNoPassword() {
        String username = name("ann");
        Map<String, Object> user = body(admin.post(USERS, user(username, "USER"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/v1/users/[0-9a-f-]{36}"));
        assertThat(user)
                .containsEntry("username", username)
                .containsEntry("email", username + "@example.org")
                .containsEntry("roles", List.of("USER"))
                .containsEntry("active", true)
                .containsEntry("regular", true)
                .containsKeys("id", "number", "createdAt", "updatedAt")
                .hasSize(9);
        assertThat(body(admin.get(USERS + "/" + user.get("id")))).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({
        "username, ''",
        "username, a",
        "username, a:b",
        "username, a@b",
        "username, .a",
        "email, nobody",
        "email, a@b@c",
        "email, ' a@b'",
        "password, short",
        "tenant, nonsense"
    })
    void valueThatDoesNotFitIsNamed(String field, String value) {
        failed(admin.post(USERS, with(field, value)), 400, field);
    }

    /** JSON can spell half a surrogate pair, and nothing can hash it. */
    @Test
    void passwordThatNobodyCanSpell() {
        String half = "twelve chars \\uD83C";
        failed(
                admin.post(
                        USERS,
                        "{\"username\": \"" + name("ann") + "\", \"email\": \"half@example.org\","
                                + " \"roles\": [\"USER\"], \"password\": \"" + half + "\"}"),
                400,
                "password");
        NativeClient ann = admin.newUser("USER");
        failed(admin.patch(USERS + "/" + ann.id(), "{\"password\": \"" + half + "\"}"), 400, "password");
        String own = USERS + "/me/password";
        failed(ann.put(own, "{\"current\": \"" + half + "\", \"new\": \"" + PASSWORD + "\"}"), 403);
        failed(ann.put(own, "{\"current\": \"" + PASSWORD + "\", \"new\": \"" + half + "\"}"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "email", "password", "roles"})
    void missingMemberIsNamed(String field) {
        failed(admin.post(USERS, with(field, null)), 400, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "null",
                "",
                "{\"username\": 5}",
                "{\"active\": \"yes\"}",
                "{\"roles\": \"USER\"}",
                "{\"roles\": [1]}",
                "{\"roles\": [\"ROOT\"]}",
                "{\"roles\": [null]}",
                "{\"username\":\"a\",\"username\":\"b\"}"
            })
    void bodyThatCannotBeReadIs400(String body) {
        failed(admin.post(USERS, body), 400);
    }

    @Test
    void numberIsNoRole() {
        Map<String, Object> body = new HashMap<>(user(name("ann"), "USER"));
        body.put("roles", List.of(1));
        failed(admin.post(USERS, body), 400);
        failed(admin.patch(USERS + "/" + admin.newUser("USER").id(), Map.of("roles", List.of(1))), 400);
    }

    @Test
    void otherTypesAndLargeBodiesAreRefused() {
        failed(admin.post(USERS, "{\"username\": \"" + "x".repeat(70_000) + "\"}"), 413);
        failed(
                admin.gateway()
                        .client()
                        .post()
                        .uri(USERS)
                        .headers(headers -> headers.setBasicAuth(admin.login(), admin.password()))
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("hello")
                        .exchange(),
                415);
        admin.send(HttpMethod.PUT, USERS, null)
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals(HttpHeaders.ALLOW, "GET, POST");
    }

    @Test
    void namesAreTakenInAnyCase() {
        String username = name("Ann");
        created(admin.post(USERS, user(username, "USER")));
        failed(admin.post(USERS, user(username.toUpperCase(Locale.ROOT), "USER")), 409, "username");
        Map<String, Object> same = new HashMap<>(user(name("bob"), "USER"));
        same.put("email", username.toUpperCase(Locale.ROOT) + "@EXAMPLE.org");
        failed(admin.post(USERS, same), 409, "email");
        String other = admin.newUser("USER").id();
        failed(admin.patch(USERS + "/" + other, Map.of("username", username)), 409, "username");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic", "Basic !", "Basic bm9jb2xvbg==", "Basic OmVtcHR5", "Digest x", "Bearer x", "Bearer"
            })
    void otherCredentialsAre401WithBothChallenges(String header) {
        admin.gateway()
                .client()
                .get()
                .uri(USERS)
                .headers(headers -> {
                    if (!header.isEmpty()) {
                        headers.set(HttpHeaders.AUTHORIZATION, header);
                    }
                })
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .values(
                        HttpHeaders.WWW_AUTHENTICATE,
                        values -> assertThat(values)
                                .containsExactly(
                                        "Basic realm=\"tokengate\", charset=\"UTF-8\"", "Bearer realm=\"tokengate\""));
    }

    @Test
    void wrongPasswordAndUnknownNameAnswerTheSame() {
        byte[] wrong = admin.as("admin", "wrong password")
                .get(USERS)
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .returnResult()
                .getResponseBody();
        byte[] unknown = admin.as("nobody", "wrong password")
                .get(USERS)
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(wrong).isNotNull().isEqualTo(unknown);
    }

    @Test
    void loginIsByUsernameOrEmailInAnyCase() {
        NativeClient user = admin.newUser("USER");
        for (String login : List.of(user.login(), "U" + user.login().substring(1), user.login() + "@EXAMPLE.org")) {
            admin.as(login, PASSWORD).get(USERS + "/me").expectStatus().isOk();
        }
    }

    @Test
    void onlyAdministratorsManage() {
        NativeClient user = admin.newUser("USER");
        String id = user.id();
        Stream.of(
                        user.get(USERS),
                        user.post(USERS, user(name("x"), "USER")),
                        user.get(USERS + "/" + id),
                        user.patch(USERS + "/" + id, Map.of("roles", List.of("INFRA_ADMIN"))),
                        user.delete(USERS + "/" + id))
                .forEach(response -> failed(response, 403));
        failed(admin.bearer(HttpMethod.GET, USERS, RunningGateway.NATIVE_TOKEN), 403);
        failed(admin.bearer(HttpMethod.GET, USERS, RunningGateway.DYNATRACE_TOKEN), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "00000000-0000-4000-8000-00000000000A", "me"})
    void whatIsNoIdIs404(String id) {
        failed(admin.delete(USERS + "/" + id), 404);
    }

    @Test
    void unknownUserIs404() {
        failed(admin.get(NOBODY), 404);
        failed(admin.patch(NOBODY, Map.of("active", false)), 404);
        failed(admin.delete(NOBODY), 404);
    }

    @Test
    void patchChangesWhatItNames() {
        NativeClient user = admin.newUser("USER");
        String path = USERS + "/" + user.id();
        String renamed = name("renamed");
        assertThat(body(admin.patch(
                                path,
                                Map.of("username", renamed, "regular", false, "roles", List.of("INFRA_ADMIN", "USER")))
                        .expectStatus()
                        .isOk()))
                .containsEntry("username", renamed)
                .containsEntry("regular", false)
                .containsEntry("active", true)
                .containsEntry("roles", List.of("USER", "INFRA_ADMIN"));
        admin.as(renamed, PASSWORD).get(USERS).expectStatus().isOk();
        failed(user.get(USERS + "/me"), 401);
    }

    @Test
    void patchThatChangesNothingLeavesNoTrace() {
        NativeClient user = admin.newUser("USER");
        String path = USERS + "/" + user.id();
        Map<String, Object> before = body(admin.get(path));
        admin.patch(path, Map.of("username", user.login(), "active", true))
                .expectStatus()
                .isOk();
        admin.patch(path, "{\"email\": null}").expectStatus().isOk();
        assertThat(body(admin.get(path))).isEqualTo(before);
    }

    @Test
    void deactivationAndDeletionCountInTheNextRequest() {
        NativeClient user = admin.newUser("INFRA_ADMIN");
        String path = USERS + "/" + user.id();
        String token =
                String.valueOf(body(user.post("/v1/tokens", Map.of("name", "n", "scopes", List.of("audit.read"))))
                        .get("token"));
        admin.bearer(HttpMethod.GET, "/v1/audit", token).expectStatus().isOk();

        admin.patch(path, Map.of("active", false)).expectStatus().isOk();
        failed(user.get(USERS), 401);
        failed(admin.bearer(HttpMethod.GET, "/v1/audit", token), 401);

        admin.patch(path, Map.of("active", true)).expectStatus().isOk();
        user.get(USERS).expectStatus().isOk();
        admin.bearer(HttpMethod.GET, "/v1/audit", token).expectStatus().isOk();

        admin.patch(path, Map.of("roles", List.of("USER"))).expectStatus().isOk();
        failed(user.get(USERS), 403);

        admin.delete(path).expectStatus().isNoContent();
        failed(user.get(USERS + "/me"), 401);
        failed(admin.bearer(HttpMethod.GET, "/v1/audit", token), 401);
        failed(admin.get(path), 404);
        created(admin.post(USERS, user(user.login(), "USER")));
        failed(admin.bearer(HttpMethod.GET, "/v1/audit", token), 401);
    }

    @Test
    void ownPasswordIsChangedAtOnce() {
        NativeClient user = admin.newUser("USER");
        String path = USERS + "/me/password";
        failed(user.put(path, Map.of("current", "wrong password", "new", "another horse battery")), 403);
        failed(user.put(path, Map.of("current", PASSWORD, "new", "short")), 400, "new");
        failed(user.put(path, Map.of("current", PASSWORD)), 400, "new");
        failed(user.put(path, Map.of("new", "another horse battery")), 400, "current");
        user.get(USERS + "/me").expectStatus().isOk();

        user.put(path, Map.of("current", PASSWORD, "new", "another horse battery"))
                .expectStatus()
                .isNoContent();
        failed(user.get(USERS + "/me"), 401);
        user.as(user.login(), "another horse battery")
                .get(USERS + "/me")
                .expectStatus()
                .isOk();
    }

    @Test
    void administratorSetsAPasswordAtOnce() {
        NativeClient user = admin.newUser("USER");
        user.get(USERS + "/me").expectStatus().isOk();
        admin.patch(USERS + "/" + user.id(), Map.of("password", "a password given anew"))
                .expectStatus()
                .isOk();
        failed(user.get(USERS + "/me"), 401);
        user.as(user.login(), "a password given anew")
                .get(USERS + "/me")
                .expectStatus()
                .isOk();
    }

    @Test
    void tenantsDoNotSeeEachOthersUsers() {
        NativeClient other = admin.newTenant();
        String theirs = USERS + "/" + other.id();
        String ours = USERS + "/" + admin.id();
        for (String path : List.of(theirs)) {
            failed(admin.get(path), 404);
            failed(admin.patch(path, Map.of("active", false)), 404);
            failed(admin.delete(path), 404);
        }
        failed(other.get(ours), 404);
        failed(other.patch(ours, Map.of("active", false)), 404);
        failed(other.delete(ours), 404);
        assertThat(page(other.get(USERS)).items()).hasSize(1);
    }

    @Test
    void onlyTheInstallationsAdministratorsPutUsersIntoOtherTenants() {
        NativeClient other = admin.newTenant();
        for (String tenant : List.of("00000000-0000-4000-8000-000000000000", tenantOf(admin))) {
            Map<String, Object> body = new HashMap<>(user(name("x"), "USER"));
            body.put("tenant", tenant);
            failed(other.post(USERS, body), 403);
        }
        Map<String, Object> own = new HashMap<>(user(name("x"), "USER"));
        own.put("tenant", tenantOf(other));
        created(other.post(USERS, own));
        Map<String, Object> unknown = new HashMap<>(user(name("x"), "USER"));
        unknown.put("tenant", "00000000-0000-4000-8000-000000000000");
        failed(admin.post(USERS, unknown), 400, "tenant");
    }

    @Test
    void lastActiveAdministratorStays() {
        NativeClient only = admin.newTenant();
        String path = USERS + "/" + only.id();
        failed(only.delete(path), 409);
        failed(only.patch(path, Map.of("active", false)), 409);
        failed(only.patch(path, Map.of("roles", List.of("USER"))), 409);
        only.newUser("USER");
        failed(only.delete(path), 409);

        NativeClient second = only.newUser("INFRA_ADMIN");
        only.delete(path).expectStatus().isNoContent();
        failed(second.delete(USERS + "/" + second.id()), 409);
    }

    @Test
    void twoAdministratorsCannotRemoveEachOther() throws InterruptedException {
        for (int round = 0; round < 12; round++) {
            NativeClient one = admin.newTenant();
            NativeClient two = one.newUser("INFRA_ADMIN");
            String pathOfOne = USERS + "/" + one.id();
            String pathOfTwo = USERS + "/" + two.id();
            List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
            Thread first = Thread.ofVirtual().start(() -> statuses.add(status(one, pathOfTwo)));
            Thread second = Thread.ofVirtual().start(() -> statuses.add(status(two, pathOfOne)));
            first.join();
            second.join();
            assertThat(statuses).hasSize(2).containsOnlyOnce(204);
        }
    }

    @Test
    void pagesGoOnWhereTheyEndedWhileUsersCome() {
        NativeClient tenant = admin.newTenant();
        List<String> made = new ArrayList<>(List.of(tenant.login()));
        for (int i = 0; i < 4; i++) {
            made.add(tenant.newUser("USER").login());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            NativeClient.Page page = page(tenant.get(USERS + "?limit=2" + cursor));
            page.items().forEach(item -> seen.add(String.valueOf(item.get("username"))));
            cursor = page.nextCursor() == null ? null : "&cursor=" + page.nextCursor();
            if (made.size() < 8) {
                made.add(tenant.newUser("USER").login());
            }
        }
        assertThat(seen).containsExactlyElementsOf(made);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 101",
        "limit, -1",
        "limit, x",
        "limit, ''",
        "cursor, x",
        "cursor, ''",
        "cursor, AAAA"
    })
    void badLimitOrCursorIs400(String parameter, String value) {
        failed(admin.get(USERS + "?" + parameter + "=" + value), 400, parameter);
    }

    @Test
    void cursorOfAnotherListOrTenantIs400() {
        NativeClient tenant = admin.newTenant();
        tenant.newUser("USER");
        String cursor = page(tenant.get(USERS + "?limit=1")).nextCursor();
        failed(tenant.get("/v1/audit?cursor=" + cursor), 400, "cursor");
        failed(admin.get(USERS + "?cursor=" + cursor), 400, "cursor");
    }

    private static String tenantOf(NativeClient client) {
        return String.valueOf(
                page(client.get("/v1/tenants?limit=1")).items().getFirst().get("id"));
    }

    private static int status(NativeClient client, String path) {
        return client.delete(path).returnResult().getStatus().value();
    }

    private static Map<String, Object> with(String field, @Nullable Object value) {
        Map<String, Object> body = new HashMap<>(user(name("ann"), "USER"));
        body.put(field, value);
        return body;
    }
}
