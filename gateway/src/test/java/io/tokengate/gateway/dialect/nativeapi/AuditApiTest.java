package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import static io.tokengate.gateway.dialect.nativeapi.NativeClient.PASSWORD;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.body;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.created;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.failed;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.name;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.page;
import static io.tokengate.gateway.dialect.nativeapi.NativeClient.user;
import static org.assertj.core.api.Assertions.assertThat;

/** Each change leaves one event, and what was refused leaves none (docs/dialects/native.md, «Audit»). */
class AuditApiTest {
    private static final String AUDIT = "/v1/audit";

    private final NativeClient admin = NativeClient.admin();

    @Test
    void eachChangeLeavesOneEventTheNewestFirst() {
        NativeClient tenant = admin.newTenant();
        String user = created(tenant.post("/v1/users", user(name("ann"), "USER")));
        tenant.patch("/v1/users/" + user, Map.of("regular", false))
                .expectStatus()
                .isOk();
        tenant.patch("/v1/users/" + user, Map.of("regular", false))
                .expectStatus()
                .isOk();
        tenant.delete("/v1/users/" + user).expectStatus().isNoContent();
        String token = created(tenant.post("/v1/tokens", Map.of("name", "n", "scopes", List.of("audit.read"))));
        tenant.delete("/v1/tokens/" + token).expectStatus().isNoContent();
        failed(tenant.delete("/v1/tokens/" + token), 404);
        failed(tenant.post("/v1/users", user("!", "USER")), 400);
        tenant.put("/v1/users/me/password", Map.of("current", PASSWORD, "new", "another horse battery"))
                .expectStatus()
                .isNoContent();

        List<Map<String, Object>> events = page(tenant.as(tenant.login(), "another horse battery")
                        .get(AUDIT))
                .items();
        assertThat(events)
                .extracting(event -> event.get("action"))
                .containsExactly(
                        "user.password", "token.revoke", "token.create", "user.delete", "user.update", "user.create");
        assertThat(events)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("username", tenant.login())
                        .containsEntry("address", "127.0.0.1")
                        .containsKeys("at", "userId", "requestId", "details")
                        .doesNotContainKey("tokenId"));
        assertThat(events.get(1)).containsEntry("subject", token);
        assertThat(events.getLast()).containsEntry("subject", user);
    }

    @Test
    void tenantsEventsBelongToWhoeverChangedThem() {
        String tenant = created(admin.post("/v1/tenants", Map.of("name", name("t"))));
        admin.patch("/v1/tenants/" + tenant, Map.of("active", false))
                .expectStatus()
                .isOk();
        assertThat(page(admin.get(AUDIT)).items().stream()
                        .filter(event -> tenant.equals(event.get("subject")))
                        .map(event -> event.get("action")))
                .containsExactly("tenant.update", "tenant.create");
    }

    @Test
    void eventNamesTheRequestAndTheToken() {
        admin.gateway()
                .client()
                .post()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header("X-Request-Id", "request-of-the-audit-test")
                .bodyValue(Map.of("name", "n", "scopes", List.of("metrics.read")))
                .exchange()
                .expectStatus()
                .isCreated();
        assertThat(page(admin.get(AUDIT)).items())
                .anySatisfy(event -> assertThat(event)
                        .containsEntry("requestId", "request-of-the-audit-test")
                        .containsEntry("action", "token.create")
                        .containsEntry("tokenId", RunningGateway.DYNATRACE_TOKEN.substring(0, 31))
                        .containsEntry("details", Map.of("dialect", "dynatrace")));
    }

    @Test
    void pagesGoBackInTimeWhileEventsCome() {
        NativeClient tenant = admin.newTenant();
        for (int i = 0; i < 5; i++) {
            tenant.newUser("USER");
        }
        List<String> whole = subjects(page(tenant.get(AUDIT + "?limit=100")));
        NativeClient.Page first = page(tenant.get(AUDIT + "?limit=2"));
        List<String> seen = new ArrayList<>(subjects(first));
        tenant.newUser("USER");
        seen.addAll(subjects(page(tenant.get(AUDIT + "?limit=100&cursor=" + first.nextCursor()))));
        assertThat(seen).hasSize(5).isEqualTo(whole);
    }

    @Test
    void tenantsDoNotSeeEachOthersEvents() {
        NativeClient other = admin.newTenant();
        assertThat(page(other.get(AUDIT)).items()).isEmpty();
        String secret =
                String.valueOf(body(other.post("/v1/tokens", Map.of("name", "n", "scopes", List.of("audit.read"))))
                        .get("token"));
        assertThat(page(admin.bearer(HttpMethod.GET, AUDIT, secret)).items()).hasSize(1);
        failed(admin.newUser("USER").get(AUDIT), 403);
    }

    private static List<String> subjects(NativeClient.Page page) {
        return page.items().stream()
                .map(event -> String.valueOf(event.get("subject")))
                .toList();
    }
}
