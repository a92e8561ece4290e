package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RunningGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
 * dialect's form, of a status that its clients know, and no 500. Give {@code -Dtokengate.test.seed=…} to send others.
 */
class CredentialManagerHostileRequestsTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_125L);
    private static final int CASES = 2_500;
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    /** Those that the hand-written client knows, and 405. */
    private static final Set<Integer> STATUSES = Set.of(200, 204, 401, 403, 404, 405, 409, 422);

    private static final List<String> PARAMETERS = List.of("limit", "offset", "owner_id", "x");
    private static final List<String> PATHS =
            List.of("/api_tokens", "/api_tokens/", "/api_tokens/1", "/api_tokens/ITEM", "/users/me", "");
    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "DELETE", "OPTIONS", "PUT");
    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=xyz",
            "multipart/form-data",
            "application/json",
            "text/plain");
    private static final List<String> MORSELS = List.of(
            "\"",
            "'",
            "(",
            "[",
            "]",
            "{",
            "}",
            ",",
            ".",
            ":",
            "/",
            "\\",
            "%",
            "%2B",
            "%zz",
            "+",
            "-",
            "--",
            "--xyz",
            "--xyz--",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "\u001b[2J",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\uffff",
            "\ud800",
            "\udc00",
            "😀",
            "é",
            "İ",
            "٢",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e9",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "name=",
            "&",
            "=",
            "length=",
            "owner_id=",
            "Content-Disposition: form-data; name=\"name\"",
            "filename=\"x\"",
            "\"op\"",
            "\"path\"",
            "\"/name\"",
            "\"value\"",
            "'; DROP TABLE token; --",
            "../",
            "x".repeat(300));
    private static final List<String> VALID = List.of(
            "20",
            "name=ci+%26+co&owner_id=1&length=40",
            "--xyz\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nabc\r\n--xyz--",
            "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"new\"}]",
            "[{\"op\": \"test\", \"path\": \"/enabled\", \"value\": true}]",
            "[]");

    private record Case(String method, String target, String type, String body) {}

    private record Answer(Case request, int status, String type, String body) {}

    private final ApiClient user = ApiClient.admin(GATEWAY).newUser();
    private final long item = user.create(ApiClient.name("hostile")).id();
    private final Random random = new Random(SEED);
    private final HttpClient client = HttpClient.create().port(GATEWAY.port());

    @Test
    void neverA500AndAlwaysTheForm() {
        List<Answer> answers = Objects.requireNonNull(Flux.range(0, CASES)
                .map(i -> next())
                .flatMap(this::send, 16)
                .collectList()
                .block());
        assertThat(answers.size()).isEqualTo(CASES);
        answers.forEach(CredentialManagerHostileRequestsTest::wellFormed);
        assertThat(answers).as("all kinds were met").extracting(Answer::status).contains(200, 204, 404, 405, 422);
        assertThat(user.get(ApiClient.TOKENS)
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .isEqualTo(200);
    }

    private static void wellFormed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isIn(STATUSES);
        if (answer.status() >= 400) {
            assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json");
            Map<?, ?> body = Json.read(answer.body().getBytes(StandardCharsets.UTF_8), Map.class);
            assertThat(body.get("status")).as(answer.toString()).isEqualTo(answer.status());
            assertThat(body.get("message")).as(answer.toString()).isInstanceOf(String.class);
            assertThat(body.containsKey("messages")).as(answer.toString()).isEqualTo(answer.status() == 422);
            assertThat(answer.body().length()).as("length of an answer").isLessThan(16_000);
        }
    }

    private Case next() {
        String method = pick(METHODS);
        StringBuilder target = new StringBuilder("/api/v1").append(pick(PATHS).replace("ITEM", Long.toString(item)));
        if (random.nextInt(5) == 0) {
            target.append('/').append(encoded(text()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(pick(PARAMETERS))
                    .append('=')
                    .append(encoded(text()));
        }
        // A token that is deleted cannot be met again.
        boolean kept = method.equals("DELETE") && target.toString().endsWith("/" + item);
        return new Case(kept ? "GET" : method, target.toString(), pick(TYPES), method.equals("GET") ? "" : body());
    }

    private String body() {
        String any = text();
        return switch (random.nextInt(6)) {
            case 0 -> any;
            case 1 -> "name=" + encoded(any) + "&length=" + encoded(text());
            case 2 -> "name=" + any + "&owner_id=" + any;
            case 3 -> "--xyz\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + any + "\r\n--xyz--";
            case 4 ->
                new String(
                        Json.write(List.of(Map.of("op", "replace", "path", "/name", "value", any))),
                        StandardCharsets.UTF_8);
            default -> "[{\"op\":\"replace\",\"path\":\"/enabled\",\"value\":" + any + "}," + any + "]";
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? pick(VALID) : "");
        for (int i = random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4));
            text.replace(from, to, random.nextInt(4) == 0 ? noise() : pick(MORSELS));
        }
        return random.nextInt(40) == 0 ? text.toString().repeat(200) : text.toString();
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            noise.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return noise.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String encoded(String text) {
        String start = text.length() > 400 ? text.substring(0, 400) : text;
        return URLEncoder.encode(start, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Mono<Answer> send(Case request) {
        return client.headers(
                        headers -> headers.set(user.header(), user.value()).set("Content-Type", request.type()))
                .request(io.netty.handler.codec.http.HttpMethod.valueOf(request.method()))
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
