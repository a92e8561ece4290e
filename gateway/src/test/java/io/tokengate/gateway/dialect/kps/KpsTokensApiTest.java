package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.support.RunningGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static io.tokengate.gateway.dialect.kps.KpsClient.ALL;
import static io.tokengate.gateway.dialect.kps.KpsClient.TOKENS;
import static io.tokengate.gateway.dialect.kps.KpsClient.body;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static io.tokengate.gateway.dialect.kps.KpsClient.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Tokens (docs/dialects/kps.md, «Tokens»). */
class KpsTokensApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String NOBODYS = "00000000-0000-4000-8000-000000000000";

    private KpsClient.Person person = KpsClient.newPerson(GATEWAY, "USER");
    private KpsClient user = KpsClient.nobody(GATEWAY);

    @BeforeEach
    void logIn() {
        user = person.session();
    }

    @Test
    void createdTokenIsShownOnceAndWorksAtOnce() {
        Map<String, Object> created = body(user.post(TOKENS, Map.of("active", true))
                .expectStatus()
                .isEqualTo(200)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        assertThat(created).containsOnlyKeys("id", "tenantId", "token", "userId");
        assertThat(created.get("userId")).isEqualTo(person.id());
        assertThat(text(created, "token")).matches("kps_[a-z2-7]{64}");
        String list = user.get(TOKENS).expectBody(String.class).returnResult().getResponseBody();
        assertThat(list).contains(text(created, "id")).doesNotContain(text(created, "token"));
        assertThat(user.with(text(created, "token")).list(TOKENS)).hasSize(1);
    }

    @Test
    void listedTokenHasEveryMember() {
        Map<String, Object> created = user.create();
        Map<String, Object> token = user.own(text(created, "id"));
        assertThat(token)
                .containsOnlyKeys("active", "createdAt", "id", "tenantId", "updatedAt", "usedAt", "userId")
                .containsEntry("active", true)
                .containsEntry("tenantId", created.get("tenantId"))
                .containsEntry("userId", person.id())
                .containsEntry("usedAt", "0001-01-01T00:00:00Z")
                .containsEntry("updatedAt", token.get("createdAt"));
        assertThat(text(token, "createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000Z");
    }

    @Test
    void listIsEmptyWithoutTokensAndInTheOrderOfCreation() {
        assertThat(user.list(TOKENS)).isEmpty();
        List<String> ids = List.of(text(user.create(), "id"), text(user.create(), "id"), text(user.create(), "id"));
        assertThat(user.list(TOKENS)).extracting(token -> token.get("id")).isEqualTo(ids);
    }

    @Test
    void inactiveFromTheStartIsRefusedUntilItIsActivated() {
        Map<String, Object> created = user.create(false);
        KpsClient token = user.with(text(created, "token"));
        assertThat(user.own(text(created, "id"))).containsEntry("active", false);
        failed(token.get(TOKENS), 401, 20483);
        user.put(TOKENS + "/" + text(created, "id"), change(true))
                .expectStatus()
                .isOk();
        assertThat(token.list(TOKENS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"active\": null}", "{\"actve\": false}", "{\"active\": true, \"id\": 7}"})
    void createdIsActiveUnlessToldOtherwise(String body) {
        Map<String, Object> created =
                body(user.post(TOKENS, body).expectStatus().isOk());
        assertThat(user.own(text(created, "id"))).containsEntry("active", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"active\": \"true\"} | 20480",
                "{\"active\": 1} | 20480",
                "{\"active\": []} | 20480",
                "{\"active\": {\"a\": 1}} | 20480",
                "[] | 20494",
                "null | 20494",
                "true | 20494",
                "\"x\" | 20494",
                "{\"active\": tru | 20494",
                "{\"active\": true, \"active\": false} | 20494",
                "'' | 20494"
            })
    void createRefusesWhatIsNoPayload(String body, int errorCode) {
        failed(user.post(TOKENS, body), 400, errorCode);
        assertThat(user.list(TOKENS)).isEmpty();
    }

    @Test
    void changedTokenCountsInTheNextRequest() {
        Map<String, Object> created = user.create();
        String path = TOKENS + "/" + text(created, "id");
        KpsClient token = user.with(text(created, "token"));
        for (int i = 0; i < 5; i++) {
            assertThat(body(user.put(path, change(false)).expectStatus().isEqualTo(200)))
                    .isEqualTo(Map.of("id", created.get("id")));
            failed(token.get(TOKENS), 401, 20483);
            user.put(path, change(true)).expectStatus().isOk();
            token.get(TOKENS).expectStatus().isOk();
        }
        user.delete(path).expectStatus().isOk();
        failed(token.get(TOKENS), 401, 20483);
    }

    @Test
    void updateTakesTheObjectThatAListGaveAndChangesOnlyActive() {
        Map<String, Object> created = user.create();
        Map<String, Object> before = user.own(text(created, "id"));
        Map<String, Object> sent = new HashMap<>(before);
        sent.putAll(Map.of(
                "active",
                false,
                "createdAt",
                "2024-01-02T03:04:05.123456+00:00",
                "updatedAt",
                "2024-01-02T03:04:05.123456+00:00",
                "usedAt",
                "0001-01-01T00:00:00+00:00",
                "id",
                NOBODYS,
                "tenantId",
                7,
                "unknown",
                List.of()));
        user.put(TOKENS + "/" + text(created, "id"), sent).expectStatus().isOk();
        Map<String, Object> after = user.own(text(created, "id"));
        assertThat(after).containsEntry("active", false);
        assertThat(text(after, "updatedAt")).isGreaterThan(text(before, "updatedAt"));
        for (String member : List.of("createdAt", "usedAt", "userId", "tenantId")) {
            assertThat(after).containsEntry(member, before.get(member));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"active\": true} | 20480",
                "{\"userId\": \"ME\"} | 20480",
                "{\"active\": null, \"userId\": \"ME\"} | 20480",
                "{\"active\": true, \"userId\": null} | 20480",
                "{\"active\": true, \"userId\": \"\"} | 20480",
                "{\"active\": true, \"userId\": 7} | 20480",
                "{\"active\": \"false\", \"userId\": \"ME\"} | 20480",
                "{\"active\": 0, \"userId\": \"ME\"} | 20480",
                "{} | 20480",
                "[] | 20494",
                "null | 20494",
                "{ | 20494",
                "'' | 20494"
            })
    void updateRefusesWhatIsNoTokenAndChangesNothing(String body, int errorCode) {
        Map<String, Object> created = user.create();
        failed(user.put(TOKENS + "/" + text(created, "id"), body.replace("ME", person.id())), 400, errorCode);
        assertThat(user.own(text(created, "id"))).containsEntry("active", true);
    }

    @Test
    void updateThatChangesNothingMovesNothing() {
        String id = text(user.create(), "id");
        Map<String, Object> before = user.own(id);
        user.put(TOKENS + "/" + id, change(true)).expectStatus().isOk();
        assertThat(user.own(id)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODYS, "x", "a%2Fb", "a%2fb", "%00", "%C3%A9", "%25", "%2e%2e", "' or 1=1", "7"})
    void unknownIdIsNotFoundByUpdateAndNothingForDelete(String id) {
        String path = TOKENS + "/" + (id.contains("%") ? id : encoded(id));
        failed(user.put(path, change(true)), 404, 20482);
        assertThat(body(user.delete(path).expectStatus().isEqualTo(200))).isEqualTo(Map.of("id", ""));
    }

    @Test
    void deleteTellsTheIdOnce() {
        String id = text(user.create(), "id");
        assertThat(body(user.delete(TOKENS + "/" + id).expectStatus().isEqualTo(200)))
                .isEqualTo(Map.of("id", id));
        assertThat(body(user.delete(TOKENS + "/" + id).expectStatus().isEqualTo(200)))
                .isEqualTo(Map.of("id", ""));
        failed(user.put(TOKENS + "/" + id, change(true)), 404, 20482);
        assertThat(user.list(TOKENS)).isEmpty();
    }

    @Test
    void tokenMayDeleteItself() {
        Map<String, Object> created = user.create();
        KpsClient token = user.with(text(created, "token"));
        assertThat(body(token.delete(TOKENS + "/" + text(created, "id")))).isEqualTo(Map.of("id", created.get("id")));
        failed(token.get(TOKENS), 401, 20483);
    }

    @Test
    void useSetsUsedAtAndNeverUpdatedAt() {
        Map<String, Object> created = user.create();
        Map<String, Object> before = user.own(text(created, "id"));
        user.with(text(created, "token")).get(TOKENS).expectStatus().isOk();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, Object> after = user.own(text(created, "id"));
            assertThat(text(after, "usedAt")).isGreaterThanOrEqualTo(text(before, "createdAt"));
            assertThat(after).containsEntry("updatedAt", before.get("updatedAt"));
        });
    }

    @Test
    void slashesBeforeThePathDoNotMatter() {
        user.create();
        assertThat(user.list("//v1.0/userapitokens")).hasSize(1);
        assertThat(user.list("///v1.0/userapitokens")).hasSize(1);
        failed(KpsClient.nobody(GATEWAY).get("//v1.0/userapitokens"), 401, 20483);
        failed(user.get("//v1.0/nothing"), 404, 0);
    }

    @Test
    void contentTypeWithoutBodyDoesNotMatter() {
        String id = text(user.create(), "id");
        for (String type : List.of("application/json", "text/plain", "application/json; charset&#x3D;utf-8")) {
            user.request(HttpMethod.GET, TOKENS)
                    .header("Content-Type", type)
                    .exchange()
                    .expectStatus()
                    .isOk();
            user.request(HttpMethod.DELETE, TOKENS + "/" + NOBODYS)
                    .header("Content-Type", type)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        assertThat(user.own(id)).isNotEmpty();
    }

    @Test
    void acceptDoesNotMatter() {
        user.request(HttpMethod.GET, TOKENS)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON);
    }

    @Test
    void garbledContentTypeOfAClientIsRead() {
        user.request(HttpMethod.POST, TOKENS)
                .header("Content-Type", "application/json; charset&#x3D;utf-8")
                .body(reactor.core.publisher.Mono.just("{\"active\": true}"), String.class)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1.0, 404",
        "GET, /v1.0/, 404",
        "GET, /v1.0/userapitokens/, 404",
        "GET, /v1.0/users, 404",
        "GET, /v1.0/userpublickey, 404",
        "POST, /v1.0/login/x, 404",
        "GET, /v1.0/login, 405",
        "GET, /v1.0/userapitokens/x, 405",
        "PATCH, /v1.0/userapitokens/x, 405",
        "DELETE, /v1.0/userapitokens, 405",
        "OPTIONS, /v1.0/userapitokens, 405",
        "POST, /v1.0/userapitokensall, 405"
    })
    void unknownPathsAndMethodsAreToldInThisForm(HttpMethod method, String path, int status) {
        failed(user.send(method, path, null), status, 0);
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        user.send(HttpMethod.PATCH, TOKENS, null).expectHeader().valueEquals("Allow", "GET, POST");
        user.get(KpsClient.LOGIN).expectHeader().valueEquals("Allow", "POST");
    }

    @Test
    void basesAreToldApartByWholeSegments() {
        user.get("/v1.0x/userapitokens")
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        user.get("/v1/userapitokens")
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void largeAndForeignBodiesAreRefused() {
        failed(user.post(TOKENS, "{\"active\": true, \"x\": \"" + "y".repeat(70_000) + "\"}"), 413, 0);
        failed(
                user.request(HttpMethod.POST, TOKENS)
                        .contentType(MediaType.TEXT_XML)
                        .bodyValue("<a/>")
                        .exchange(),
                415,
                0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer kps_x",
                "Bearer kpss_x",
                "Basic YWRtaW46eA==",
                "Api-Token x",
                "kps_aaaa",
                "Bearer \u00e9\u00e9"
            })
    void badBearerIs401BeforeAnythingElse(String authorization) {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            failed(
                    KpsClient.nobody(GATEWAY)
                            .request(method, TOKENS)
                            .header("Authorization", authorization)
                            .contentType(MediaType.TEXT_XML)
                            .exchange(),
                    401,
                    20483);
        }
    }

    @Test
    void unauthorizedNamesTheScheme() {
        KpsClient.nobody(GATEWAY)
                .get(ALL)
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"tokengate\"");
    }

    @Test
    void otherDialectsTokensAreNoBearers() {
        failed(user.with(RunningGateway.NATIVE_TOKEN).get(TOKENS), 401, 20483);
        failed(user.with(RunningGateway.DYNATRACE_TOKEN).get(TOKENS), 401, 20483);
        String own = String.valueOf(user.token().bearer());
        user.with(own).get("/v1/audit").expectStatus().isUnauthorized();
        GATEWAY.client()
                .get()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + own)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void schemeIsReadInAnyCase() {
        KpsClient.nobody(GATEWAY)
                .request(HttpMethod.GET, TOKENS)
                .header("Authorization", "bearer " + user.bearer())
                .exchange()
                .expectStatus()
                .isOk();
    }

    private Map<String, Object> change(boolean active) {
        return Map.of("active", active, "userId", person.id());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
