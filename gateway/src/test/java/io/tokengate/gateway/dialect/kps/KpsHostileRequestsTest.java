package io.tokengate.gateway.dialect.kps;

import io.netty.handler.codec.http.HttpMethod;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.support.RunningGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that nobody sane would send, to the running application: whatever comes in, the answer is a success or has
 * the three members, and is no 500. Give {@code -Dtokengate.test.seed=…} to send others.
 */
class KpsHostileRequestsTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int CASES = 1_500;
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    private static final List<String> PATHS = List.of(
            "/login/shortlogintoken",
            "/login/logintoken",
            "/userapitokens",
            "/userapitokensall",
            "/userapitokens/00000000-0000-4000-8000-000000000000",
            "/userapitokens/",
            "",
            "/login/");
    private static final List<String> TEXTS = List.of(
            "",
            "\u0000",
            "\ud83d\ude00",
            "é",
            "a/b",
            "../..",
            "%",
            "' or 1=1 --",
            "00000000-0000-4000-8000-000000000000",
            "kps_" + "a".repeat(64),
            "kpss_" + "a".repeat(64),
            "Bearer ",
            "9".repeat(400),
            "[".repeat(2_000),
            "x".repeat(5_000));

    private record Case(String method, String target, String authorization, String body) {}

    private record Answer(Case request, int status, String type, String body) {}

    private final HttpClient client = HttpClient.create().port(GATEWAY.port());
    private final KpsClient.Person person = KpsClient.newPerson(GATEWAY, "USER", "INFRA_ADMIN");

    @Test
    void neverA500AndAlwaysTheThreeMembers() {
        Random random = new Random(SEED);
        String bearer = "Bearer " + person.session().bearer();
        List<Answer> answers = Objects.requireNonNull(Flux.range(0, CASES)
                .map(i -> next(random, bearer))
                .flatMap(this::send, 16)
                .collectList()
                .block());
        assertThat(answers).hasSize(CASES);
        answers.forEach(KpsHostileRequestsTest::wellFormed);
        assertThat(answers).extracting(Answer::status).contains(200, 400, 401, 403, 404, 405);
        person.session().get(KpsClient.TOKENS).expectStatus().isOk();
    }

    private static void wellFormed(Answer answer) {
        assertThat(answer.status()).as(answer.request().toString()).isLessThan(500);
        if (answer.status() != 200 && !answer.request().method().equals("HEAD")) {
            assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json");
            KpsJson.ErrorPayload body =
                    Json.read(answer.body().getBytes(StandardCharsets.UTF_8), KpsJson.ErrorPayload.class);
            assertThat(body.statusCode()).as(answer.toString()).isEqualTo(answer.status());
            assertThat(body.message()).as(answer.toString()).isNotEmpty();
        }
    }

    private Case next(Random random, String bearer) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        StringBuilder target = new StringBuilder(random.nextInt(5) == 0 ? "//v1.0" : "/v1.0");
        target.append(PATHS.get(random.nextInt(PATHS.size())));
        if (random.nextInt(3) == 0) {
            target.append('/').append(encoded(text(random)));
        }
        if (random.nextInt(4) == 0) {
            target.append('?').append(encoded(text(random)));
        }
        String authorization = random.nextInt(8) == 0 ? printable(text(random)) : bearer;
        return new Case(method, target.toString(), authorization, body(random));
    }

    private String body(Random random) {
        String any = text(random);
        return switch (random.nextInt(8)) {
            case 0 -> any;
            case 1 -> json(Map.of("active", any, "userId", any));
            case 2 -> json(Map.of("active", true, "userId", any));
            case 3 -> json(Map.of("active", false, "userId", person.id(), "createdAt", any, "usedAt", List.of(any)));
            case 4 -> "{\"active\":" + any + ",\"userId\":" + any + "}";
            case 5 -> "{\"active\":true,\"x\":" + "{\"y\":".repeat(random.nextInt(3_000));
            case 6 -> json(Map.of("active", random.nextBoolean()));
            default -> "";
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String json(Map<String, ?> members) {
        return new String(Json.write(members), StandardCharsets.UTF_8);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
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
