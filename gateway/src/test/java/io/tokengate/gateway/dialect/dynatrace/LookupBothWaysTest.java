package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lookup is answered alike whether its lean handler runs on the server or behind the router function: the same
 * requests, good, bad and hostile, both ways. A query or a second slash makes them go the ordinary way. That plain ones
 * go the other is shown by OperationsTest. Give {@code -Dtokengate.test.seed=…} to send others.
 */
class LookupBothWaysTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int CASES = 400;
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final String LOOKUP = "/api/v2/apiTokens/lookup";
    private static final List<String> WAYS = List.of(LOOKUP, LOOKUP + "?x=1", "/" + LOOKUP);
    private static final String CALLER = "Authorization: Api-Token " + RunningGateway.DYNATRACE_TOKEN + "\r\n";
    private static final List<String> CALLERS = List.of(
            "",
            CALLER,
            CALLER.replace("Authorization: Api", "aUTHORIZATION:api"),
            CALLER.replace("Api-Token ", "API-TOKEN   "),
            CALLER.replace("Api-Token ", "Bearer "),
            CALLER.replace("BBB", "BBC"),
            CALLER + "Authorization: Api-Token other\r\n",
            "Authorization: Api-Token other\r\n" + CALLER,
            "Authorization:\r\n",
            "Authorization: Api-Token\r\n",
            "Authorization: Api-Token " + RunningGateway.NATIVE_TOKEN + "\r\n",
            "Authorization: Api-Token \u00e4\u00ff\r\n",
            "api-token: " + RunningGateway.DYNATRACE_TOKEN + "\r\n");
    private static final List<String> HEADERS = List.of(
            "",
            "Content-Type: application/json\r\n",
            "Content-Type: application/json; charset=utf-8\r\n",
            "Content-Type: application/json; charset&#x3D;utf-8\r\n",
            "Content-Type: APPLICATION/vnd.x+json\r\n",
            "Content-Type: text/plain\r\n",
            "Content-Type:\r\n",
            "Content-Type: ;;\r\n",
            "Content-Type: text/plain\r\nContent-Type: application/json\r\n",
            "Accept: nonsense/;q=\r\nAccept-Language: ;;\r\nCookie: =;=\r\nIf-None-Match: *\r\nRange: bytes=0-0\r\n",
            "Origin: https://example.org\r\nX-Forwarded-Prefix: /p\r\nX-HTTP-Method-Override: DELETE\r\n",
            "X-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4;host=x\r\nX-Request-Id: a b\r\n",
            "Content-Encoding: gzip\r\nTE: trailers\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n");
    private static final List<String> HOSTS = List.of(
            "localhost", "", "a", "a:1", "a b", "[::1]", "[::1]:80", "[a:b]", "[", "%zz", "\u00e4", "a/b", "a@b");

    @Test
    void wellFormedRequestsAreAnsweredAlike() throws Exception {
        for (String caller : CALLERS) {
            same(caller, "{\"token\": \"" + token() + "\"}", "localhost");
        }
        for (String token : tokens()) {
            Response response = same(CALLER, "{\"token\": \"" + token + "\"}", "localhost");
            assertThat(response.status()).as("tokens that there are").isEqualTo(200);
        }
    }

    @Test
    void headersMakeNoDifferenceBetweenTheWays() throws Exception {
        for (String headers : HEADERS) {
            same(CALLER + headers, "{\"token\": \"" + token() + "\"}", "localhost");
            same(CALLER + headers, "{\"token\": 5}", "localhost");
        }
        for (String host : HOSTS) {
            same(CALLER, "{\"token\": \"" + token() + "\"}", host);
        }
    }

    @Test
    void hostileBodiesAreAnsweredAlike() throws Exception {
        Random random = new Random(SEED);
        HostileText texts = new HostileText(SEED, List.of("{\"token\": \"" + token() + "\"}", token(), "null", "[]"));
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            String text = texts.next();
            String body = random.nextBoolean() ? text : json(text);
            statuses.merge(same(CALLER, latin1(body), "localhost").status(), 1, Integer::sum);
        }
        assertThat(statuses).as("all kinds were met").containsOnlyKeys(200, 400, 404);
    }

    @Test
    void sizesAreAnsweredAlike() throws Exception {
        String padded = "{\"token\": \"" + token() + "\", \"y\": \"%s\"}";
        String limit = padded.formatted("x".repeat(DynatraceHandler.MAX_BODY - padded.length() + 2));
        assertThat(limit).hasSize(DynatraceHandler.MAX_BODY);
        assertThat(same(CALLER, limit, "localhost").status()).isEqualTo(200);
        assertThat(same(CALLER, limit + " ", "localhost").status()).isEqualTo(413);
        assertThat(same("", limit + " ", "localhost").status())
                .as("credentials are judged first")
                .isEqualTo(401);
        assertThat(same(CALLER + "Content-Type: text/plain\r\n", limit + " ", "localhost")
                        .status())
                .isEqualTo(415);
    }

    /** Both wait their ten seconds at the same time. */
    @Test
    void bodiesThatDoNotComeAreAnsweredAlike() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        for (String way : WAYS) {
            connections.add(connect().send(head(way, CALLER, "localhost") + "Content-Length: 9\r\n\r\n{\"token\""));
        }
        for (Response response : answers(connections)) {
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).isEqualTo("{\"error\":{\"code\":408,\"message\":\"The body took too long\"}}");
        }
    }

    /** A lock on the table outlasts the time that the store waits for one. */
    @Test
    void storeThatCannotBeAskedIsAnsweredAlike() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        try (Connection database = GATEWAY.connect();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("lock table token in access exclusive mode");
            String stranger = CALLER.replace("BBBB", "CCCC");
            for (String way : WAYS) {
                connections.add(connect().send(whole(way, stranger, "{}", "localhost")));
            }
            for (Response response : answers(connections)) {
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("retry-after")).isEqualTo("1");
                assertThat(response.body()).startsWith("{\"error\":{\"code\":503,\"message\":");
            }
            database.rollback();
        }
    }

    private static Response same(String headers, String body, String host) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        for (String way : WAYS) {
            connections.add(connect().send(whole(way, headers, body, host)));
        }
        List<Response> responses = answers(connections);
        assertThat(responses)
                .as("%s, %s, %s", headers.replaceAll("[A-Z2-7]{20,}", "…"), host, Excerpt.of(body))
                .allSatisfy(response -> assertThat(response).isEqualTo(responses.getFirst()));
        return responses.getFirst();
    }

    private static List<Response> answers(List<RawConnection> connections) throws IOException {
        List<Response> responses = new ArrayList<>();
        for (RawConnection connection : connections) {
            responses.add(connection.read());
            connection.close();
        }
        return responses;
    }

    private static RawConnection connect() throws IOException {
        return new RawConnection(GATEWAY.port());
    }

    private static String whole(String target, String headers, String body, String host) {
        return head(target, headers, host) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String head(String target, String headers, String host) {
        return "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers;
    }

    /** One that is never used, so that nothing of it changes between the ways. */
    private static String token() {
        return LookedUp.TOKENS.getFirst();
    }

    private static List<String> tokens() {
        return LookedUp.TOKENS;
    }

    private static String json(String token) {
        return new String(
                Json.write(Map.of("token", token.replaceAll("[\ud800-\udfff]", "?"))), StandardCharsets.UTF_8);
    }

    /** The characters that stand for the bytes of its UTF-8. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Made once: good, of any name, personal, disabled, expiring. */
    private static final class LookedUp {
        static final List<String> TOKENS = List.of(
                create("{\"name\": \"plain\", \"scopes\": [\"metrics.read\", \"logs.read\"]}"),
                create("{\"name\": \"Ünïcode ✓ 😀 \\\"&+%\\\\\\u0001\", \"scopes\": [\"metrics.read\"]}"),
                create("{\"name\": \"p\", \"scopes\": [\"metrics.read\"], \"personalAccessToken\": true}"),
                create("{\"name\": \"e\", \"scopes\": [\"metrics.read\"], \"expirationDate\": \"now+1d\"}"),
                disabled(create("{\"name\": \"d\", \"scopes\": [\"metrics.read\"]}")));

        private static String create(String body) {
            Map<String, Object> created = GATEWAY.client()
                    .post()
                    .uri("/api/v2/apiTokens")
                    .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                    .header("Content-Type", "application/json")
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                    .returnResult()
                    .getResponseBody();
            return String.valueOf(Objects.requireNonNull(created).get("token"));
        }

        private static String disabled(String token) {
            GATEWAY.client()
                    .put()
                    .uri("/api/v2/apiTokens/" + token.substring(0, DynatraceTokenId.LENGTH))
                    .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                    .header("Content-Type", "application/json")
                    .bodyValue("{\"enabled\": false}")
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            return token;
        }
    }
}
