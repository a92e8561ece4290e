package io.tokengate.gateway.dialect.nativeapi;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import static io.tokengate.gateway.dialect.nativeapi.NativeClient.body;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.created;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.failed;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.name;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.page;
import static org.assertj.core.api.Assertions.assertThat;

/** Tenants (docs/dialects/native.md, «Tenants»). */
class TenantsApiTest {
    private static final String TENANTS = "/v1/tenants";
    private static final String NOBODY = TENANTS + "/00000000-0000-4000-8000-000000000000";

    private final NativeClient admin = NativeClient.admin();

    @Test
    void createGetRenameAndList() {
        String name = name("acme ✓ ");
        String id = created(admin.post(TENANTS, Map.of("name", name)));
        assertThat(body(admin.get(TENANTS + "/" + id))).isEqualTo(Map.of("id", id, "name", name, "active", true));
        String renamed = name("renamed");
        assertThat(body(admin.patch(TENANTS + "/" + id, Map.of("name", renamed))))
                .isEqualTo(Map.of("id", id, "name", renamed, "active", true));
        failed(admin.post(TENANTS, Map.of("name", renamed)), 409, "name");
        failed(admin.patch(TENANTS + "/" + id, Map.of("name", "default")), 409, "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "\ud800"})
    void nameThatDoesNotFitIsRefused(String name) {
        failed(admin.post(TENANTS, "{\"name\": \"" + escaped(name) + "\"}"), 400);
    }

    @Test
    void missingOrLongNameIsRefused() {
        failed(admin.post(TENANTS, Map.of()), 400, "name");
        failed(admin.post(TENANTS, Map.of("name", "x".repeat(201))), 400, "name");
        failed(admin.post(TENANTS, "{\"name\": 5}"), 400);
    }

    @Test
    void unknownTenantIs404() {
        failed(admin.get(NOBODY), 404);
        failed(admin.patch(NOBODY, Map.of("active", false)), 404);
        failed(admin.get(TENANTS + "/x"), 404);
    }

    @Test
    void othersSeeTheirOwnOnlyAndChangeNone() {
        NativeClient other = admin.newTenant();
        List<Map<String, Object>> seen = page(other.get(TENANTS)).items();
        assertThat(seen).hasSize(1);
        String own = TENANTS + "/" + seen.getFirst().get("id");
        String ours = TENANTS + "/"
                + page(admin.get(TENANTS + "?limit=1")).items().getFirst().get("id");
        other.get(own).expectStatus().isOk();
        failed(other.get(ours), 404);
        Stream.of(
                        other.post(TENANTS, Map.of("name", name("x"))),
                        other.patch(own, Map.of("active", false)),
                        other.patch(ours, Map.of("active", false)),
                        other.patch(NOBODY, Map.of("active", false)))
                .forEach(response -> failed(response, 403));
        failed(admin.newUser("USER").get(TENANTS), 403);
    }

    @Test
    void inactiveTenantsUsersAndTokensAreRefusedAtOnce() {
        NativeClient other = admin.newTenant();
        String path =
                TENANTS + "/" + page(other.get(TENANTS)).items().getFirst().get("id");
        String token =
                String.valueOf(body(other.post("/v1/tokens", Map.of("name", "n", "scopes", List.of("audit.read"))))
                        .get("token"));

        admin.patch(path, Map.of("active", false)).expectStatus().isOk();
        failed(other.get("/v1/users/me"), 401);
        failed(admin.bearer(HttpMethod.GET, "/v1/audit", token), 401);

        admin.patch(path, Map.of("active", true)).expectStatus().isOk();
        other.get("/v1/users/me").expectStatus().isOk();
        admin.bearer(HttpMethod.GET, "/v1/audit", token).expectStatus().isOk();
    }

    @Test
    void installationsOwnTenantStaysActive() {
        String ours = TENANTS + "/"
                + page(admin.get(TENANTS + "?limit=1")).items().getFirst().get("id");
        failed(admin.patch(ours, Map.of("active", false)), 409);
        admin.patch(ours, Map.of("active", true)).expectStatus().isOk();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
