package io.tokengate.gateway.resilience;

import io.tokengate.gateway.support.RunningGateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One request of each dialect and protocol, and what each says when it cannot be served now. */
final class Requests {
    private static final Map<String, String> DYNATRACE =
            Map.of(HttpHeaders.AUTHORIZATION, "Api-Token " + RunningGateway.DYNATRACE_TOKEN);
    private static final Map<String, String> NATIVE =
            Map.of(HttpHeaders.AUTHORIZATION, "Bearer " + RunningGateway.NATIVE_TOKEN);
    private static final String UNKNOWN = "{unknown}";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Requests() {}

    /**
     * One request.
     *
     * @param unavailable what stands in its 503
     */
    record One(
            HttpMethod method, String path, Map<String, String> headers, String type, String body, String unavailable) {
        EntityExchangeResult<String> send(RunningGateway gateway) {
            String unknown = unknown();
            WebTestClient.RequestBodySpec request = gateway.client()
                    .method(method)
                    .uri(path)
                    .headers(all -> headers.forEach((name, value) -> all.set(name, value.replace(UNKNOWN, unknown))));
            if (body.isEmpty()) {
                return request.exchange().expectBody(String.class).returnResult();
            }
            return request.contentType(MediaType.valueOf(type))
                    .bodyValue(body.replace(UNKNOWN, unknown))
                    .exchange()
                    .expectBody(String.class)
                    .returnResult();
        }

        /** Is answered 503 in its own form. */
        void isRefused(RunningGateway gateway) {
            EntityExchangeResult<String> answer = send(gateway);
            assertThat(answer.getStatus().value()).isEqualTo(503);
            assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                    .isEqualTo("1");
            assertThat(answer.getResponseBody()).contains(unavailable);
        }

        int status(RunningGateway gateway) {
            return send(gateway).getStatus().value();
        }

        /** The same, past the lean path: through the framework's stack. */
        One routed() {
            return new One(method, path + "?routed=1", headers, type, body, unavailable);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What asks the store for its caller, at the least. */
    static final List<One> MANAGEMENT = List.of(
            get("/api/v2/apiTokens", DYNATRACE, "{\"error\":{\"code\":503,\"message\":"),
            get("/umaaas/v1/tokens", basic("umaaas"), "{\"status\":503,\"code\":\"INTERNAL_ERROR\",\"message\":"),
            get("/api/v1/users/me", basic("admin"), "{\"status\":503,\"message\":"),
            json(
                    "/v1.0/login",
                    Map.of(),
                    "{\"email\":\"admin\",\"password\":\"" + RunningGateway.ADMIN_PASSWORD + "\"}",
                    "{\"statusCode\":503,\"errorCode\":"),
            get("/v1/tokens", NATIVE, "\"status\":503"),
            form("/oauth2/revoke", NATIVE, "\"error\":\"temporarily_unavailable\""));

    /** What asks it for a token that is not known, by a caller that is. */
    static final List<One> VERIFICATION = List.of(
            json(
                    "/api/v2/apiTokens/lookup",
                    DYNATRACE,
                    "{\"token\":\"" + UNKNOWN + "\"}",
                    "{\"error\":{\"code\":503,\"message\":"),
            json("/v1/tokens:verify", NATIVE, "{\"token\":\"" + UNKNOWN + "\"}", "\"status\":503"),
            form("/oauth2/introspect", NATIVE, "\"error\":\"temporarily_unavailable\""),
            json(
                    "/apis/authentication.k8s.io/v1/tokenreviews",
                    NATIVE,
                    "{\"spec\":{\"token\":\"" + UNKNOWN + "\"}}",
                    "\"reason\":\"ServiceUnavailable\""),
            get("/auth/x", Map.of(HttpHeaders.AUTHORIZATION, "Bearer " + UNKNOWN), "\"status\":503"));

    /** A token that is known from the first such request on. */
    static final One KNOWN =
            json("/api/v2/apiTokens/lookup", DYNATRACE, "{\"token\":\"" + RunningGateway.DYNATRACE_TOKEN + "\"}", "");

    /** One that nobody has asked for yet, so that the store must be asked. */
    private static String unknown() {
        String number = Integer.toString(NUMBERS.incrementAndGet(), 8)
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('A' + digit - '0')))
                .collect(Collectors.joining());
        return "dt0c01." + "C".repeat(24) + "." + "D".repeat(64 - number.length()) + number;
    }

    private static One get(String path, Map<String, String> headers, String unavailable) {
        return new One(HttpMethod.GET, path, headers, "", "", unavailable);
    }

    private static One json(String path, Map<String, String> headers, String body, String unavailable) {
        return new One(HttpMethod.POST, path, headers, MediaType.APPLICATION_JSON_VALUE, body, unavailable);
    }

    private static One form(String path, Map<String, String> headers, String unavailable) {
        return new One(
                HttpMethod.POST,
                path,
                headers,
                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                "token=" + UNKNOWN,
                unavailable);
    }

    private static Map<String, String> basic(String who) {
        HttpHeaders headers = new HttpHeaders();
        if (who.equals("umaaas")) {
            headers.setBasicAuth(RunningGateway.UMAAAS_CLIENT_ID, RunningGateway.UMAAAS_CLIENT_SECRET);
        } else {
            headers.setBasicAuth(who, RunningGateway.ADMIN_PASSWORD);
        }
        return headers.toSingleValueMap();
    }
}
