package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static io.tokengate.gateway.dialect.nativeapi.NativeClient.body;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.created;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.failed;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.page;
import static org.assertj.core.api.Assertions.assertThat;

/** Native tokens (docs/dialects/native.md, «Tokens»). */
class NativeTokensApiTest {
    private static final String TOKENS = "/v1/tokens";
    private static final String AUDIT = "/v1/audit";

    private final NativeClient admin = NativeClient.admin();

    @Test
    void secretIsShownOnce() {
        ResponseSpec response = create("proxy", "audit.read", "tokens.verify");
        response.expectStatus()
                .isCreated()
                .expectHeader()
                .cacheControl(CacheControl.noStore())
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/v1/tokens/[0-9a-f-]{36}");
        Map<String, Object> token = new HashMap<>(body(response));
        assertThat(String.valueOf(token.get("token"))).matches("tg_[a-z2-7]{64}");
        assertThat(token)
                .containsEntry("name", "proxy")
                .containsEntry("scopes", List.of("audit.read", "tokens.verify"))
                .containsEntry("owner", "admin")
                .containsEntry("enabled", true)
                .doesNotContainKey("expiresAt");

        token.remove("token");
        assertThat(body(admin.get(TOKENS + "/" + token.get("id")))).isEqualTo(token);
        assertThat(page(admin.as("admin", admin.password()).get(TOKENS + "?limit=100"))
                        .items())
                .noneMatch(item -> item.containsKey("token"));
    }

    @Test
    void scopeOpensWhatItNamesAndUseIsNoted() {
        Map<String, Object> token = body(create("reader", "audit.read"));
        String secret = String.valueOf(token.get("token"));
        admin.bearer(HttpMethod.GET, AUDIT, secret).expectStatus().isOk();
        failed(admin.bearer(HttpMethod.GET, AUDIT, secretOf("tokens.verify")), 403);
        failed(admin.bearer(HttpMethod.GET, TOKENS, secret), 403);
        failed(admin.bearer(HttpMethod.GET, AUDIT, RunningGateway.DYNATRACE_TOKEN), 401);
        failed(admin.bearer(HttpMethod.GET, AUDIT, secret.substring(0, 66) + (secret.endsWith("a") ? "b" : "a")), 401);
        org.awaitility.Awaitility.await()
                .until(() -> body(admin.get(TOKENS + "/" + token.get("id"))).containsKey("lastUsedAt"));
        assertThat(body(admin.get(TOKENS + "/" + token.get("id")))).containsEntry("lastUsedAddress", "127.0.0.1");
    }

    @Test
    void revokedTokenIsRefusedInTheNextRequest() {
        Map<String, Object> token = body(create("gone", "audit.read"));
        String secret = String.valueOf(token.get("token"));
        String path = TOKENS + "/" + token.get("id");
        admin.bearer(HttpMethod.GET, AUDIT, secret).expectStatus().isOk();
        admin.delete(path).expectStatus().isNoContent();
        failed(admin.bearer(HttpMethod.GET, AUDIT, secret), 401);
        failed(admin.get(path), 404);
        failed(admin.delete(path), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "expiresAt, soon",
        "expiresAt, 2001-01-01T00:00:00Z",
        "expiresAt, 2030-01-01T00:00:00",
        "expiresAt, +99999-01-01T00:00:00Z"
    })
    void valueThatDoesNotFitIsNamed(String field, String value) {
        failed(admin.post(TOKENS, with(field, value)), 400, field);
    }

    @Test
    void missingAndUnknownScopesAreRefused() {
        failed(admin.post(TOKENS, with("scopes", null)), 400, "scopes");
        failed(admin.post(TOKENS, with("scopes", List.of())), 400, "scopes");
        failed(admin.post(TOKENS, with("scopes", List.of("audit.read", "no.such"))), 400, "scopes");
        failed(admin.post(TOKENS, with("name", null)), 400, "name");
        failed(admin.post(TOKENS, with("name", "x".repeat(1_001))), 400, "name");
    }

    @Test
    void expirationIsKeptInUtc() {
        assertThat(body(admin.post(TOKENS, with("expiresAt", "2099-01-01T02:00:00.5+02:00"))))
                .containsEntry("expiresAt", "2099-01-01T00:00:00.500Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "00000000-0000-4000-8000-000000000000"})
    void unknownTokenIs404(String id) {
        failed(admin.get(TOKENS + "/" + id), 404);
        failed(admin.delete(TOKENS + "/" + id), 404);
    }

    @Test
    void tenantsDoNotSeeEachOthersTokens() {
        NativeClient other = admin.newTenant();
        String theirs = created(other.post(TOKENS, Map.of("name", "n", "scopes", List.of("audit.read"))));
        failed(admin.get(TOKENS + "/" + theirs), 404);
        failed(admin.delete(TOKENS + "/" + theirs), 404);
        assertThat(page(other.get(TOKENS)).items()).hasSize(1);
        failed(admin.newUser("USER").get(TOKENS), 403);
        failed(admin.newUser("USER").post(TOKENS, with("name", "n")), 403);
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        NativeClient tenant = admin.newTenant();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(created(tenant.post(TOKENS, Map.of("name", "n" + i, "scopes", List.of("audit.read")))));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            NativeClient.Page page = page(tenant.get(TOKENS + "?limit=3" + cursor));
            page.items().forEach(item -> seen.add(String.valueOf(item.get("id"))));
            cursor = page.nextCursor() == null ? null : "&cursor=" + page.nextCursor();
        }
        assertThat(seen).containsExactlyElementsOf(made);
    }

    private String secretOf(String scope) {
        return String.valueOf(body(create("n", scope)).get("token"));
    }

    private ResponseSpec create(String name, String... scopes) {
        return admin.post(TOKENS, Map.of("name", name, "scopes", List.of(scopes)));
    }

    private static Map<String, Object> with(String field, @Nullable Object value) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "n", "scopes", List.of("audit.read")));
        body.put(field, value);
        return body;
    }
}
