package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.RequestBodySpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Calls the OAuth endpoints with an {@code Authorization}, or without. */
record OAuthClient(RunningGateway gateway, @Nullable String authorization) {
    static OAuthClient bearer(String token) {
        return new OAuthClient(RunningGateway.shared(), "Bearer " + token);
    }

    static OAuthClient basic(String id, String token) {
        String pair = Base64.getEncoder().encodeToString((id + ":" + token).getBytes(StandardCharsets.UTF_8));
        return new OAuthClient(RunningGateway.shared(), "Basic " + pair);
    }

    ResponseSpec introspect(String form) {
        return post("/oauth2/introspect", form);
    }

    ResponseSpec revoke(String form) {
        return post("/oauth2/revoke", form);
    }

    ResponseSpec post(String path, String form) {
        RequestBodySpec request = gateway.client().post().uri(path);
        if (authorization != null) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        return request.contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form)
                .exchange();
    }

    /** What introspection says of a token. */
    Map<String, Object> introspected(String token) {
        return body(introspect("token=" + java.net.URLEncoder.encode(token, StandardCharsets.UTF_8))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    /** A refusal in the form of RFC 6749, section 5.2. */
    static void refused(ResponseSpec response, int status, String error) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo(error)
                .jsonPath("$.error_description")
                .isNotEmpty();
    }
}
