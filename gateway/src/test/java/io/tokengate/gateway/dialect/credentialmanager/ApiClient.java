package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.RequestBodySpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls the dialect as a user, by password or by token.
 *
 * @param header the credential's header
 * @param value and its value
 */
record ApiClient(RunningGateway gateway, String header, String value) {
    static final String TOKENS = "/api/v1/api_tokens";
    static final String PASSWORD = "correct horse battery";
    static final MediaType FORM = MediaType.APPLICATION_FORM_URLENCODED;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** A token as the dialect shows it. */
    record Token(long id, String name, String token, long owner, Map<String, Object> members) {}

    static ApiClient admin(RunningGateway gateway) {
        return basic(gateway, "admin", RunningGateway.ADMIN_PASSWORD);
    }

    static ApiClient basic(RunningGateway gateway, String login, String password) {
        return new ApiClient(
                gateway,
                HttpHeaders.AUTHORIZATION,
                "Basic " + HttpHeaders.encodeBasicAuth(login, password, StandardCharsets.UTF_8));
    }

    /** A name that nobody has. */
    static String name(String beginning) {
        return beginning + NUMBERS.incrementAndGet();
    }

    ApiClient with(String token) {
        return new ApiClient(gateway, "X-API-TOKEN", token);
    }

    /** A new user of the tenant of the installation; itself as a caller. */
    ApiClient newUser(Map<String, Object> differing) {
        String username = name("cm");
        Map<String, Object> user = new HashMap<>(Map.of(
                "username",
                username,
                "email",
                username + "@example.org",
                "password",
                PASSWORD,
                "roles",
                List.of("USER")));
        user.putAll(differing);
        gateway.client()
                .post()
                .uri("/v1/users")
                .headers(headers -> headers.set(header, value))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(user)
                .exchange()
                .expectStatus()
                .isCreated();
        return basic(gateway, String.valueOf(user.get("username")), PASSWORD);
    }

    ApiClient newUser() {
        return newUser(Map.of());
    }

    /** A new token of this user; itself as a caller. */
    ApiClient withNewToken() {
        return with(create(name("token")).token());
    }

    /** The user's key. */
    long id() {
        return number(body(get("/api/v1/users/me").expectStatus().isOk()), "id");
    }

    Token create(String name) {
        return token(form(Map.of("name", name)));
    }

    /** Creates by a form. */
    ResponseSpec form(Map<String, ?> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(String.valueOf(field.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpMethod.POST, TOKENS, FORM.toString(), form);
    }

    ResponseSpec get(String path) {
        return send(HttpMethod.GET, path, null, null);
    }

    ResponseSpec get(long id) {
        return get(TOKENS + "/" + id);
    }

    ResponseSpec delete(long id) {
        return send(HttpMethod.DELETE, TOKENS + "/" + id, null, null);
    }

    ResponseSpec patch(long id, String operations) {
        return send(HttpMethod.PATCH, TOKENS + "/" + id, MediaType.APPLICATION_JSON_VALUE, operations);
    }

    ResponseSpec options(String path) {
        return send(HttpMethod.OPTIONS, path, null, null);
    }

    ResponseSpec send(HttpMethod method, String path, @Nullable String type, @Nullable Object body) {
        RequestBodySpec request = gateway.client()
                .method(method)
                .uri(URI.create(gateway.address() + path))
                .headers(headers -> {
                    headers.set(header, value);
                    if (type != null) {
                        headers.set(HttpHeaders.CONTENT_TYPE, type);
                    }
                });
        return body == null ? request.exchange() : request.bodyValue(body).exchange();
    }

    /** The status of a request whose content type the usual client would not send. */
    int statusOf(HttpMethod method, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .header(header, value)
                .header(HttpHeaders.CONTENT_TYPE, type)
                .method(method.name(), HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).contains("\"status\":" + response.statusCode());
            return response.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids of a list. */
    List<Long> list(String query) {
        return Objects.requireNonNull(get(TOKENS + query)
                        .expectStatus()
                        .isOk()
                        .expectBody(new ParameterizedTypeReference<List<Map<String, Object>>>() {})
                        .returnResult()
                        .getResponseBody())
                .stream()
                .map(item -> number(item, "id"))
                .toList();
    }

    static Token token(ResponseSpec response) {
        Map<String, Object> members = body(response.expectStatus().isOk());
        return new Token(
                number(members, "id"),
                String.valueOf(members.get("name")),
                String.valueOf(members.get("token")),
                number(members, "owner_id"),
                members);
    }

    static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    private static long number(Map<String, Object> members, String member) {
        assertThat(members.get(member)).as(member).isInstanceOf(Integer.class);
        return ((Number) Objects.requireNonNull(members.get(member))).longValue();
    }

    /** A failure in the form of the dialect; its {@code messages}, if any. */
    static @Nullable Object failed(ResponseSpec response, int status) {
        EntityExchangeResult<Map<String, Object>> result = response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult();
        Map<String, Object> body = Objects.requireNonNull(result.getResponseBody());
        assertThat(body).containsEntry("status", status);
        assertThat(body.get("message")).isInstanceOf(String.class).isNotEqualTo("");
        assertThat(body.containsKey("messages")).as("messages").isEqualTo(status == 422);
        assertThat(result.getResponseHeaders().containsHeader(HttpHeaders.WWW_AUTHENTICATE))
                .as(HttpHeaders.WWW_AUTHENTICATE)
                .isEqualTo(status == 401);
        return body.get("messages");
    }

    /** A 422 that names these fields, or these operations. */
    static void invalid(ResponseSpec response, String... fields) {
        assertThat(failed(response, 422))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys((Object[]) fields);
    }
}
