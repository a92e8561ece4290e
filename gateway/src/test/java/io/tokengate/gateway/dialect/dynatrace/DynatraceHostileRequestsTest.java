package io.tokengate.gateway.dialect.dynatrace;

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
 * Thousands of requests that nobody sane would send, to the running application: whatever comes in, the answer is in the
 * envelope and no 500. Give {@code -Dtokengate.test.seed=…} to send others.
 */
class DynatraceHostileRequestsTest {
    private static final long SEED = Long.getLong("tokengate.test.seed", 20_261_124L);
    private static final int CASES = 2_500;
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final List<String> PARAMETERS =
            List.of("apiTokenSelector", "fields", "sort", "from", "to", "pageSize", "nextPageKey", "api-token", "x");
    private static final List<String> PATHS = List.of("", "/lookup", "/dt0c01.NOBODYSNOBODYSNOBODYSAAA", "/");
    private static final List<String> VALID = List.of(
            "now-2h/d",
            "1611550621123",
            "owner(\"john.smith\"),personalAccessToken(false),scope(\"metrics.read\")",
            "+scopes,-owner",
            "-creationDate",
            "250",
            "dt0c01.NOBODYSNOBODYSNOBODYSAAA." + "B".repeat(64),
            "dt0c01.ST2EY72KQINMH574WMNVI7YN",
            "{\"name\": \"n\", \"scopes\": [\"metrics.read\"]}");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private record Case(String method, String target, String body) {}

    private record Answer(Case request, int status, String type, String body) {}

    private final HttpClient client = HttpClient.create().port(GATEWAY.port());

    @Test
    void neverA500AndAlwaysTheEnvelope() {
        Random random = new Random(SEED);
        HostileText text = new HostileText(SEED, VALID);
        List<Answer> answers = Objects.requireNonNull(Flux.range(0, CASES)
                .map(i -> next(random, text))
                .flatMap(this::send, 16)
                .collectList()
                .block());
        assertThat(answers.size()).isEqualTo(CASES);
        answers.forEach(DynatraceHostileRequestsTest::wellFormed);
        assertThat(answers).as("both kinds were met").extracting(Answer::status).contains(200, 400, 404, 405);
        assertThat(send(new Case("GET", "/api/v2/apiTokens", "")).block())
                .extracting(Answer::status)
                .isEqualTo(200);
    }

    private static void wellFormed(Answer answer) {
        assertThat(answer.status()).as(answer.request().toString()).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json;charset=UTF-8");
            DynatraceJson.ErrorEnvelope envelope =
                    Json.read(answer.body().getBytes(StandardCharsets.UTF_8), DynatraceJson.ErrorEnvelope.class);
            assertThat(envelope.error().code()).as(answer.toString()).isEqualTo(answer.status());
            assertThat(envelope.error().constraintViolations() != null)
                    .as(answer.toString())
                    .isEqualTo(answer.status() == 400);
        }
    }

    private static Case next(Random random, HostileText text) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        StringBuilder target = new StringBuilder("/api/v2/apiTokens").append(PATHS.get(random.nextInt(PATHS.size())));
        if (random.nextInt(4) == 0) {
            target.append('/').append(encoded(text.next()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(PARAMETERS.get(random.nextInt(PARAMETERS.size())))
                    .append('=')
                    .append(encoded(text.next()));
        }
        return new Case(method, target.toString(), method.equals("GET") ? "" : body(random, text));
    }

    private static String body(Random random, HostileText text) {
        String any = text.next();
        return switch (random.nextInt(5)) {
            case 0 -> any;
            case 1 -> json(Map.of("name", any, "scopes", List.of("metrics.read", any)));
            case 2 -> json(Map.of("name", "n", "scopes", List.of("metrics.read"), "expirationDate", any));
            case 3 -> json(Map.of("token", any));
            default -> "{\"name\":" + any + ",\"enabled\":" + any + "}";
        };
    }

    private static String json(Map<String, ?> members) {
        return new String(Json.write(members), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        String start = text.length() > 400 ? text.substring(0, 400) : text;
        return URLEncoder.encode(start, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Mono<Answer> send(Case request) {
        return client.headers(headers -> headers.set("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                        .set("Content-Type", "application/json"))
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
