package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.dialect.credentialmanager.ApiClient.Token;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.TOKENS;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.failed;
import static io.tokengate.gateway.dialect.credentialmanager.ApiClient.name;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may what on whose token, and what OPTIONS says of it: both must agree. */
class RightsMatrixTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final ApiClient ADMIN = ApiClient.admin(GATEWAY);

    /** Whoever administers or is read-only, and owns the token or not. */
    enum Caller {
        OWNER(false, true),
        READ_ONLY_OWNER(false, false),
        INACTIVE_OWNER(false, true),
        OTHER(false, true),
        READ_ONLY_OTHER(false, false),
        ADMIN_OWNER(true, true),
        OTHER_ADMIN(true, true),
        READ_ONLY_ADMIN(true, false);

        private final boolean administrator;
        private final boolean regular;

        Caller(boolean administrator, boolean regular) {
            this.administrator = administrator;
            this.regular = regular;
        }

        Map<String, Object> account() {
            return Map.of("roles", List.of(administrator ? "INFRA_ADMIN" : "USER"), "regular", regular);
        }

        boolean owns() {
            return name().endsWith("OWNER");
        }
    }

    private record Setting(ApiClient caller, Token token) {}

    private static Setting setting(Caller who, boolean byToken) {
        ApiClient caller = ADMIN.newUser(who.account());
        ApiClient owner = who.owns() ? caller : ADMIN.newUser();
        Token token = owner.create(name("matrix"));
        ApiClient presenting = byToken ? caller.withNewToken() : caller;
        if (who == Caller.INACTIVE_OWNER) {
            deactivate(token.owner());
        }
        return new Setting(presenting, token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OWNER           | GET, POST, OPTIONS | GET, PATCH, DELETE, OPTIONS
            READ_ONLY_OWNER | GET, POST, OPTIONS | GET, PATCH, OPTIONS
            OTHER           | GET, POST, OPTIONS | OPTIONS
            READ_ONLY_OTHER | GET, POST, OPTIONS | OPTIONS
            ADMIN_OWNER     | GET, POST, OPTIONS | GET, PATCH, DELETE, OPTIONS
            OTHER_ADMIN     | GET, POST, OPTIONS | GET, PATCH, DELETE, OPTIONS
            READ_ONLY_ADMIN | GET, POST, OPTIONS | GET, PATCH, DELETE, OPTIONS
            """)
    void allowDependsOnCallerAndResource(Caller who, String collection, String item) {
        for (boolean byToken : List.of(false, true)) {
            Setting setting = setting(who, byToken);
            allowed(setting.caller().options(TOKENS), collection);
            allowed(setting.caller().options(TOKENS + "/"), collection);
            allowed(setting.caller().options(TOKENS + "/" + setting.token().id()), item);
            allowed(setting.caller().options("/api/v1/users/me"), "GET, OPTIONS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, 200, 200, 204",
        "READ_ONLY_OWNER, 200, 200, 403",
        "INACTIVE_OWNER, 401, 401, 401",
        "OTHER, 403, 403, 403",
        "READ_ONLY_OTHER, 403, 403, 403",
        "ADMIN_OWNER, 200, 200, 204",
        "OTHER_ADMIN, 200, 200, 204",
        "READ_ONLY_ADMIN, 200, 200, 204"
    })
    void statusesOfGetPatchAndDelete(Caller who, int get, int patch, int delete) {
        for (boolean byToken : List.of(false, true)) {
            Setting setting = setting(who, byToken);
            long id = setting.token().id();
            is(setting.caller().get(id), get);
            is(setting.caller().patch(id, "[]"), patch);
            // Forbidden comes before invalid.
            is(setting.caller().patch(id, "nonsense"), patch == 200 ? 422 : patch);
            is(setting.caller().delete(id), delete);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKENS, TOKENS + "/", TOKENS + "/1", TOKENS + "/abc", "/api/v1/users/me"})
    void optionsOfNobodyAndOfAnInactiveUserAre401(String path) {
        ApiClient inactive = setting(Caller.INACTIVE_OWNER, true).caller();
        failed(inactive.options(path), 401);
        failed(GATEWAY.client().options().uri(path).exchange(), 401);
    }

    @Test
    void optionsOfAnUnknownTokenIs404() {
        failed(ADMIN.options(TOKENS + "/2147483647"), 404);
        failed(ADMIN.options(TOKENS + "/abc"), 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/api_tokens      | GET, POST, OPTIONS
            /api/v1/api_tokens/     | GET, POST, OPTIONS
            /api/v1/api_tokens/1    | GET, PATCH, DELETE, OPTIONS
            /api/v1/api_tokens/abc/ | GET, PATCH, DELETE, OPTIONS
            /api/v1/users/me        | GET, OPTIONS
            """)
    void preflightNeedsNoCredentials(String path, String methods) {
        for (String method : List.of("POST", "DELETE", "PUT", "nonsense")) {
            preflight(path, method, "https://example.org")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .expectHeader()
                    .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)
                    .expectBody()
                    .isEmpty();
            preflight(path, method, null)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods);
        }
    }

    @Test
    void preflightOfNothingIs404AndThoseOfOtherDialectsSayNothing() {
        failed(preflight("/api/v1/nothing", "GET", "https://example.org"), 404);
        failed(preflight("/api/v1", "GET", "https://example.org"), 404);
        preflight("/api/v2/apiTokens", "POST", "https://example.org")
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS);
    }

    /** Of the methods that Allow names each must do, and no other. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INACTIVE_OWNER")
    void allowKeepsItsWord(Caller who) {
        Setting setting = setting(who, true);
        long id = setting.token().id();
        String allow = String.valueOf(setting.caller()
                .options(TOKENS + "/" + id)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.ALLOW));
        is(setting.caller().get(id), allow.contains("GET") ? 200 : 403);
        is(setting.caller().patch(id, "[]"), allow.contains("PATCH") ? 200 : 403);
        is(setting.caller().delete(id), allow.contains("DELETE") ? 204 : 403);
    }

    private static ResponseSpec preflight(String path, String method, @Nullable String origin) {
        return GATEWAY.client()
                .method(HttpMethod.OPTIONS)
                .uri(path)
                .headers(headers -> {
                    headers.set(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, method);
                    if (origin != null) {
                        headers.set(HttpHeaders.ORIGIN, origin);
                    }
                })
                .exchange();
    }

    private static void allowed(ResponseSpec response, String methods) {
        response.expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals(HttpHeaders.ALLOW, methods)
                .expectBody()
                .isEmpty();
    }

    private static void is(ResponseSpec response, int status) {
        if (status < 300) {
            assertThat(response.returnResult(String.class).getStatus().value()).isEqualTo(status);
        } else {
            failed(response, status);
        }
    }

    private static void deactivate(long id) {
        try (var connection = GATEWAY.connect();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update app_user set active = false where id = " + id))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
