package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.support.RunningGateway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls the dialect with a bearer.
 *
 * @param bearer absent for nobody
 */
record KpsClient(RunningGateway gateway, @Nullable String bearer) {
    static final String LOGIN = "/v1.0/login";
    static final String SHORT = LOGIN + "/shortlogintoken";
    static final String LONG = LOGIN + "/logintoken";
    static final String TOKENS = "/v1.0/userapitokens";
    static final String ALL = "/v1.0/userapitokensall";
    static final String PASSWORD = "correct horse battery";

    /** Somebody who may log in. */
    record Person(RunningGateway gateway, String id, String email) {
        /** Logged in just now. */
        KpsClient session() {
            return new KpsClient(
                    gateway, text(body(login(PASSWORD).expectStatus().isOk()), "token"));
        }

        ResponseSpec login(String password) {
            return nobody(gateway).post(LOGIN, Map.of("email", email, "password", password));
        }

        /** What an administrator changes. */
        void change(Map<String, ?> members) {
            asAdmin(gateway, HttpMethod.PATCH, "/v1/users/" + id, members)
                    .expectStatus()
                    .isOk();
        }
    }

    static KpsClient nobody(RunningGateway gateway) {
        return new KpsClient(gateway, null);
    }

    /** A new user of the first tenant. */
    static Person newPerson(RunningGateway gateway, String... roles) {
        return newPerson(gateway, Map.of("roles", List.of(roles)));
    }

    /** A new administrator of a new tenant. */
    static Person newTenant(RunningGateway gateway) {
        Map<String, Object> tenant =
                body(asAdmin(gateway, HttpMethod.POST, "/v1/tenants", Map.of("name", "tenant " + UUID.randomUUID()))
                        .expectStatus()
                        .isCreated());
        return newPerson(gateway, Map.of("roles", List.of("INFRA_ADMIN"), "tenant", text(tenant, "id")));
    }

    static Person newPerson(RunningGateway gateway, Map<String, ?> members) {
        String name = "u" + UUID.randomUUID().toString().substring(0, 13);
        Map<String, Object> user = new HashMap<>(members);
        user.put("username", name);
        user.put("email", name + "@example.org");
        user.put("password", PASSWORD);
        ResponseSpec created = asAdmin(gateway, HttpMethod.POST, "/v1/users", user);
        return new Person(gateway, text(body(created.expectStatus().isCreated()), "id"), name + "@example.org");
    }

    /** As the administrator of the installation, in the native dialect. */
    static ResponseSpec asAdmin(RunningGateway gateway, HttpMethod method, String path, Map<String, ?> body) {
        return gateway.client()
                .method(method)
                .uri(path)
                .headers(headers -> headers.setBasicAuth("admin", RunningGateway.ADMIN_PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    KpsClient with(String otherBearer) {
        return new KpsClient(gateway, otherBearer);
    }

    /** The same bearer at another replica. */
    KpsClient at(RunningGateway replica) {
        return new KpsClient(replica, bearer);
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

    ResponseSpec send(HttpMethod method, String path, @Nullable Object body) {
        WebTestClient.RequestBodySpec request = request(method, path).contentType(MediaType.APPLICATION_JSON);
        return body == null ? request.exchange() : request.bodyValue(body).exchange();
    }

    /** With the bearer and nothing else. */
    WebTestClient.RequestBodySpec request(HttpMethod method, String path) {
        return gateway.client()
                .method(method)
                .uri(java.net.URI.create(gateway.address() + path))
                .headers(headers -> {
                    if (bearer != null) {
                        headers.setBearerAuth(bearer);
                    }
                });
    }

    /** A new token of the caller's. */
    Map<String, Object> create() {
        return create(true);
    }

    Map<String, Object> create(boolean active) {
        return body(post(TOKENS, Map.of("active", active)).expectStatus().isOk());
    }

    /** A new token of the caller's, as a caller. */
    KpsClient token() {
        return with(text(create(), "token"));
    }

    List<Map<String, Object>> list(String path) {
        return Objects.requireNonNull(get(path)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(new ParameterizedTypeReference<List<Map<String, Object>>>() {})
                .returnResult()
                .getResponseBody());
    }

    /** The one token of this id in the caller's own list. */
    Map<String, Object> own(String id) {
        return list(TOKENS).stream()
                .filter(token -> id.equals(token.get("id")))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    static String text(Map<String, Object> body, String member) {
        return String.valueOf(Objects.requireNonNull(body.get(member), member));
    }

    /** A failure with exactly the three members of the contract. */
    static void failed(ResponseSpec response, int status, int errorCode) {
        Map<String, Object> body =
                body(response.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_JSON));
        assertThat(body).containsOnlyKeys("statusCode", "errorCode", "message");
        assertThat(body.get("statusCode")).isEqualTo(status);
        assertThat(body.get("errorCode")).isEqualTo(errorCode);
        assertThat(body.get("message")).isInstanceOf(String.class).isNotEqualTo("");
    }
}
