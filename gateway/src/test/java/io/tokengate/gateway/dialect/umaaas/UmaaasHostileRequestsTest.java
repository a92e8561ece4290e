package io.tokengate.gateway.dialect.umaaas;

import io.netty.handler.codec.http.HttpMethod;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RunningGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of requests that nobody sane would send, to the running application: whatever comes in, the answer is in the
 * dialect's form and no 500. Give {@code -Dtokengate.test.seed=…} to send others.
 */
class UmaaasHostileRequestsTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_125L);
    private static final int CASES = 2_500;
    private static final Set<Integer> SUCCESSES = Set.of(200, 201, 204);
    private static final List<String> METHODS = List.of("GET", "GET", "POST", "POST", "DELETE", "PUT", "OPTIONS");
    private static final List<String> PATHS = List.of("", "", "", "/", "/Token:01234567-89ab-cdef-0123-456789abcde0");
    private static final List<String> PARAMETERS = List.of(
            "name", "createdAfter", "createdBefore", "updatedAfter", "updatedBefore", "limit", "cursor", "unknown");
    private static final List<String> VALID = List.of(
            "2025-01-02T03:04:05.678901+0000",
            "2013-10-20T19:20:30+01:00",
            "2025-01-02T03:04:05",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "20",
            "100",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "Token:01234567-89ab-cdef-0123-456789abcdee",
            RunningGateway.UMAAAS_CLIENT_ID + ":" + "b".repeat(76),
            "{\"name\": \"n\", \"permissions\": [\"VIEW\"]}",
            "Sandbox ✓ &+%");
    private static final List<String> MORSELS = List.of(
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "::",
            "/",
            "\\",
            "%",
            "%2",
            "%zz",
            "+",
            "-",
            " ",
            "\t",
            "\r\n",
            "\0",
            "\u001b[2J",
            "\u0085",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\uffff",
            "\ud800",
            "\udc00\ud800",
            "😀",
            "é",
            "ſ",
            "İ",
            "٢",
            "null",
            "true",
            "NaN",
            "T",
            "Z",
            "+0000",
            "-00:00",
            "+18:01",
            "Token:",
            "VIEW",
            "MANAGE",
            "view",
            "0",
            "-1",
            "1e9",
            "2147483648",
            "9223372036854775808",
            "${x}",
            "'; drop table token; --",
            "../",
            "x".repeat(300));

    private record Case(String method, String target, String authorization, String body) {}

    private record Answer(Case request, int status, String type, String body) {
        /** Short enough to be read. */
        @Override
        public String toString() {
            String all = status + " " + type + " " + body + " to " + request;
            return all.substring(0, Math.min(all.length(), 2_000));
        }
    }

    private final HttpClient client = HttpClient.create().port(UmaaasClient.GATEWAY.port());
    private final Random random = new Random(SEED);

    @Test
    void neverA500AndAlwaysTheForm() {
        List<Case> cases = Flux.range(0, CASES).map(i -> next()).collectList().block();
        List<Answer> answers = Objects.requireNonNull(Flux.fromIterable(Objects.requireNonNull(cases))
                .flatMap(this::send, 4)
                .collectList()
                .block());

        assertThat(answers.size()).isEqualTo(CASES);
        answers.forEach(UmaaasHostileRequestsTest::wellFormed);
        assertThat(answers).extracting(Answer::status).contains(200, 201, 400, 401, 404, 405);
        assertThat(send(new Case("GET", UmaaasClient.TOKENS, good(), "")).block())
                .extracting(Answer::status)
                .isEqualTo(200);
    }

    private static void wellFormed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
        if (!SUCCESSES.contains(answer.status())) {
            assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json");
            UmaaasJson.Failure failure =
                    Json.read(answer.body().getBytes(StandardCharsets.UTF_8), UmaaasJson.Failure.class);
            assertThat(failure.status()).as(answer.toString()).isEqualTo(answer.status());
            assertThat(failure.message()).as(answer.toString()).isNotEmpty();
            assertThat(failure.code()).as(answer.toString()).isNotNull();
        }
    }

    private Case next() {
        String method = pick(METHODS);
        StringBuilder target = new StringBuilder(UmaaasClient.TOKENS).append(pick(PATHS));
        if (random.nextInt(4) == 0) {
            target.append('/').append(encoded(text()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(pick(PARAMETERS))
                    .append('=')
                    .append(encoded(text()));
        }
        return new Case(method, target.toString(), authorization(), method.equals("GET") ? "" : body());
    }

    /** Mostly the good one, for what is behind it is what is tested. */
    private String authorization() {
        return switch (random.nextInt(10)) {
            case 0 -> basic(text());
            case 1 -> basic(RunningGateway.UMAAAS_CLIENT_ID + ":" + text());
            case 2 -> "Basic " + encoded(text());
            default -> good();
        };
    }

    private String body() {
        String any = text();
        return switch (random.nextInt(5)) {
            case 0 -> any;
            case 1 -> json(Map.of("name", any, "permissions", List.of("VIEW")));
            case 2 -> json(Map.of("name", "n", "permissions", List.of("VIEW", any)));
            case 3 -> "{\"name\":" + any + ",\"permissions\":[" + any + "]}";
            default -> "[".repeat(random.nextInt(3_000));
        };
    }

    private String text() {
        return switch (random.nextInt(6)) {
            case 0 -> noise(random.nextInt(60));
            case 1 -> pick(MORSELS) + pick(MORSELS) + pick(MORSELS);
            case 2 -> (random.nextBoolean() ? pick(MORSELS) : pick(VALID)).repeat(1 + random.nextInt(20));
            default -> mutated(pick(VALID));
        };
    }

    private String mutated(String valid) {
        StringBuilder text = new StringBuilder(valid);
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, pick(MORSELS));
                case 2 -> text.replace(from, to, noise(1));
                default -> text.setLength(from);
            }
        }
        return text.toString();
    }

    /** Any UTF-16, well formed or not. */
    private String noise(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String good() {
        return basic(RunningGateway.UMAAAS_CLIENT_ID + ":" + RunningGateway.UMAAAS_CLIENT_SECRET);
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, ?> members) {
        return new String(Json.write(members), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        String start = text.length() > 400 ? text.substring(0, 400) : text;
        return URLEncoder.encode(start, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Mono<Answer> send(Case request) {
        return client.headers(headers ->
                        headers.set("Authorization", request.authorization()).set("Content-Type", "application/json"))
                .request(HttpMethod.valueOf(request.method()))
                .uri(request.target())
                .send(ByteBufFlux.fromString(Mono.just(request.body())))
                .responseSingle((response, content) -> content.asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .map(body -> new Answer(
                                request,
                                response.status().code(),
                                String.valueOf(response.responseHeaders().get("Content-Type")),
                                body)));
    }
}
