package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Calls native verification with a token. */
record VerifyClient(RunningGateway gateway, String caller) {
    ResponseSpec verify(Object body) {
        return post(VerifyHandler.PATH, body);
    }

    ResponseSpec batch(Object body) {
        return post(BatchVerifyHandler.PATH, body);
    }

    ResponseSpec post(String path, Object body) {
        return gateway.client()
                .post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(caller))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /** The verdict on a token. */
    Map<String, Object> verdict(String token) {
        return body(verify(Map.of("token", token)).expectStatus().isOk());
    }

    /** The verdicts on many. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> verdicts(List<String> tokens) {
        return (List<Map<String, Object>>) Objects.requireNonNull(
                body(batch(Map.of("tokens", tokens)).expectStatus().isOk()).get("results"));
    }

    static Map<String, Object> body(ResponseSpec response) {
        return Objects.requireNonNull(response.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }
}
