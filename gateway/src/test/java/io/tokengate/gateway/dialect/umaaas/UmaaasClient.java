package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RunningGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls the dialect with one credential. Paths are put into the request as they are, escapes and all. */
record UmaaasClient(String clientId, String clientSecret) {
    static final RunningGateway GATEWAY = RunningGateway.shared();
    static final String TOKENS = "/umaaas/v1/tokens";

    /** The token of the first start, with all permissions. */
    static UmaaasClient first() {
        return new UmaaasClient(RunningGateway.UMAAAS_CLIENT_ID, RunningGateway.UMAAAS_CLIENT_SECRET);
    }

    /** A name that no other test has. */
    static String name() {
        return "name-" + UUID.randomUUID();
    }

    /** A new token, as a caller. */
    UmaaasClient with(Permission... permissions) {
        return of(create("n", permissions));
    }

    static UmaaasClient of(UmaaasJson.Token created) {
        return new UmaaasClient(created.clientId(), Objects.requireNonNull(created.clientSecret()));
    }

    UmaaasJson.Token create(String name, Permission... permissions) {
        return token(post(Map.of("name", name, "permissions", List.of(permissions))), 201);
    }

    ResponseSpec post(Object body) {
        return send(HttpMethod.POST, TOKENS, body);
    }

    ResponseSpec get(String id) {
        return send(HttpMethod.GET, TOKENS + "/" + id, null);
    }

    ResponseSpec delete(String id) {
        return send(HttpMethod.DELETE, TOKENS + "/" + id, null);
    }

    ResponseSpec list(String query) {
        return send(HttpMethod.GET, TOKENS + query, null);
    }

    UmaaasJson.TokenList page(String query) {
        return read(list(query).expectStatus().isOk(), UmaaasJson.TokenList.class);
    }

    ResponseSpec send(HttpMethod method, String path, @Nullable Object body) {
        WebTestClient.RequestBodySpec request = GATEWAY.client()
                .method(method)
                .uri(URI.create(GATEWAY.address() + path))
                .headers(headers -> headers.setBasicAuth(clientId, clientSecret, StandardCharsets.UTF_8));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    static ResponseSpec authorized(@Nullable String authorization) {
        return GATEWAY.client()
                .get()
                .uri(TOKENS)
                .headers(headers -> {
                    if (authorization != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, authorization);
                    }
                })
                .exchange();
    }

    static UmaaasJson.Token token(ResponseSpec response, int status) {
        return read(response.expectStatus().isEqualTo(status), UmaaasJson.Token.class);
    }

    static <T> T read(ResponseSpec response, Class<T> type) {
        byte[] body = response.expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return Json.read(Objects.requireNonNull(body), type);
    }

    /** A failure in the dialect's own form. */
    static UmaaasJson.Failure failed(ResponseSpec response, int status, ErrorCode code) {
        UmaaasJson.Failure failure = read(response.expectStatus().isEqualTo(status), UmaaasJson.Failure.class);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).isNotEmpty();
        return failure;
    }

    /** A 400 that names exactly these values. */
    static void invalid(ResponseSpec response, String... names) {
        UmaaasJson.Failure failure = failed(response, 400, ErrorCode.INVALID_INPUT);
        assertThat(failure.details()).isNotNull().containsOnlyKeys(names);
    }

    /** Changes the store behind the gateway's back. */
    static void execute(String sql) {
        try (Connection connection = GATEWAY.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public String toString() {
        return clientId;
    }
}
