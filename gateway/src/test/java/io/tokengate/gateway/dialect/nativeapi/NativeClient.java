package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.gateway.support.RunningGateway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls the native API as somebody. */
record NativeClient(RunningGateway gateway, String login, String password) {
    static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** The administrator of the first start. */
    static NativeClient admin() {
        return new NativeClient(RunningGateway.shared(), "admin", RunningGateway.ADMIN_PASSWORD);
    }

    /** A name that nobody has. */
    static String name(String beginning) {
        return beginning + NUMBERS.incrementAndGet();
    }

    NativeClient as(String otherLogin, String otherPassword) {
        return new NativeClient(gateway, otherLogin, otherPassword);
    }

    ResponseSpec get(String path) {
        return send(HttpMethod.GET, path, null);
    }

    ResponseSpec delete(String path) {
        return send(HttpMethod.DELETE, path, null);
    }

    ResponseSpec post(String path, Object body) {
        return send(HttpMethod.POST, path, body);
    }

    ResponseSpec put(String path, Object body) {
        return send(HttpMethod.PUT, path, body);
    }

    ResponseSpec patch(String path, Object body) {
        return send(HttpMethod.PATCH, path, body);
    }

    ResponseSpec send(HttpMethod method, String path, @Nullable Object body) {
        WebTestClient.RequestBodySpec request =
                gateway.client().method(method).uri(path).headers(headers -> headers.setBasicAuth(login, password));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    /** Calls with a token instead. */
    ResponseSpec bearer(HttpMethod method, String path, String token) {
        return gateway.client()
                .method(method)
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    /** A new user of the caller's tenant; itself as a caller. */
    NativeClient newUser(String... roles) {
        String username = name("user");
        created(post("/v1/users", user(username, roles)));
        return as(username, PASSWORD);
    }

    /** A new tenant with an administrator; that one as a caller. */
    NativeClient newTenant() {
        String tenant = created(post("/v1/tenants", Map.of("name", name("tenant"))));
        String username = name("user");
        Map<String, Object> body = new HashMap<>(user(username, "INFRA_ADMIN"));
        body.put("tenant", tenant);
        created(post("/v1/users", body));
        return as(username, PASSWORD);
    }

    /** The caller's own id. */
    String id() {
        return String.valueOf(body(get("/v1/users/me")).get("id"));
    }

    static Map<String, Object> user(String username, String... roles) {
        return Map.of(
                "username",
                username,
                "email",
                username + "@example.org",
                "password",
                PASSWORD,
                "roles",
                List.of(roles));
    }

    static String created(ResponseSpec response) {
        response.expectStatus().isCreated();
        String id = String.valueOf(body(response).get("id"));
        assertThat(UUID.fromString(id)).isNotNull();
        return id;
    }

    static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    /** A page of a list. */
    static Page page(ResponseSpec response) {
        return Objects.requireNonNull(response.expectStatus()
                .isOk()
                .expectBody(Page.class)
                .returnResult()
                .getResponseBody());
    }

    record Page(List<Map<String, Object>> items, @Nullable String nextCursor) {}

    /** A failure in the form of RFC 9457. */
    static void failed(ResponseSpec response, int status) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    /** A failure that names a value. */
    static void failed(ResponseSpec response, int status, String field) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }
}
