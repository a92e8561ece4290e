package io.tokengate.gateway.protocol;

import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.tokengate.gateway.protocol.extauthz.ExtAuthzClient;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same thousands of tokens, of all dialects and in all states, and texts that are none, through all protocols: good in
 * one is good in all, and the same token.
 */
class DifferentialTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20_261_125;
    private static final int EACH = 60;
    private static final int AT_ONCE = 64;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** What a protocol says: the token's id, or «bad». */
    private enum Protocol {
        VERIFY,
        BATCH,
        INTROSPECTION,
        FORWARD_AUTH,
        TOKEN_REVIEW,
        EXT_AUTHZ
    }

    @Test
    void allProtocolsTellTheSameVerdict() throws Exception {
        List<Sample> samples = new SampleTokens(GATEWAY).all(EACH, "b.read", "a.read");
        List<String> texts =
                new ArrayList<>(samples.stream().map(Sample::secret).toList());
        texts.addAll(noTokens(samples));
        Collections.shuffle(texts, new Random(SEED));
        assertThat(texts).hasSizeGreaterThan(4_000);

        Map<Protocol, List<String>> verdicts = new HashMap<>();
        verdicts.put(Protocol.VERIFY, singly(texts, this::verify));
        verdicts.put(Protocol.INTROSPECTION, singly(texts, this::introspect));
        verdicts.put(Protocol.FORWARD_AUTH, singly(texts, this::forwardAuth));
        verdicts.put(Protocol.TOKEN_REVIEW, singly(texts, this::tokenReview));
        verdicts.put(Protocol.EXT_AUTHZ, extAuthz(texts));
        verdicts.put(Protocol.BATCH, batch(texts));

        verdicts.forEach((protocol, told) -> {
            for (int i = 0; i < texts.size(); i++) {
                assertThat(told.get(i))
                        .as("%s, text %d", protocol, i)
                        .isEqualTo(verdicts.get(Protocol.VERIFY).get(i));
            }
        });
        Map<String, Sample> bySecret = new HashMap<>();
        samples.forEach(sample -> bySecret.put(sample.secret(), sample));
        for (int i = 0; i < texts.size(); i++) {
            Sample sample = bySecret.get(texts.get(i));
            boolean good = sample != null && (sample.state() == State.GOOD || sample.state() == State.ELSEWHERE);
            assertThat(!verdicts.get(Protocol.VERIFY).get(i).equals("bad"))
                    .as("%s", sample)
                    .isEqualTo(good);
        }
    }

    /** Forged, cut, lengthened, made up; none with a space at its end, which no header can carry. */
    private static List<String> noTokens(List<Sample> samples) {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String secret = samples.get(random.nextInt(samples.size())).secret();
            int place = random.nextInt(secret.length());
            texts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> secret.substring(0, place) + "~" + secret.substring(place + 1);
                        case 1 -> secret.substring(0, place) + "!";
                        case 2 -> secret + "x".repeat(1 + random.nextInt(600));
                        default -> "made-up-" + random.nextLong();
                    });
        }
        return texts;
    }

    private List<String> singly(List<String> texts, BiFunction<String, HttpClient, CompletableFuture<String>> ask) {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (String text : texts) {
            room.acquireUninterruptibly();
            asked.add(ask.apply(text, client).whenComplete((told, failure) -> room.release()));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<String> verify(String text, HttpClient http) {
        return http.sendAsync(
                        request("/v1/tokens:verify", "application/json", "{\"token\": " + JSON.valueToTree(text) + "}"),
                        BodyHandlers.ofString())
                .thenApply(answer -> id(JSON.readTree(answer.body())));
    }

    private CompletableFuture<String> introspect(String text, HttpClient http) {
        String form = "token=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return http.sendAsync(
                        request("/oauth2/introspect", "application/x-www-form-urlencoded", form),
                        BodyHandlers.ofString())
                .thenApply(answer -> {
                    JsonNode told = JSON.readTree(answer.body());
                    return told.get("active").asBoolean()
                            ? told.get("dialect").asString()
                                    + told.get("client_id").asString()
                                    + told.get("username").asString()
                                    + told.get("tenant").asString()
                                    + told.path("scope").asString()
                            : "bad";
                });
    }

    private CompletableFuture<String> forwardAuth(String text, HttpClient http) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(GATEWAY.address() + "/auth"))
                .header("X-API-TOKEN", text)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(DifferentialTest::id);
    }

    private CompletableFuture<String> tokenReview(String text, HttpClient http) {
        String review = "{\"spec\": {\"token\": " + JSON.valueToTree(text) + "}}";
        return http.sendAsync(
                        request("/apis/authentication.k8s.io/v1/tokenreviews", "application/json", review),
                        BodyHandlers.ofString())
                .thenApply(answer -> reviewed(JSON.readTree(answer.body()).get("status")));
    }

    private static List<String> extAuthz(List<String> texts) {
        try (ExtAuthzClient envoy = new ExtAuthzClient(GATEWAY)) {
            return texts.stream()
                    .map(text -> passed(envoy.check(Map.of("x-api-token", text))))
                    .toList();
        }
    }

    private static String passed(CheckResponse response) {
        if (response.hasDeniedResponse()) {
            assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
            return "bad";
        }
        Map<String, String> told = new HashMap<>();
        response.getOkResponse()
                .getHeadersList()
                .forEach(option ->
                        told.put(option.getHeader().getKey(), option.getHeader().getValue()));
        return told.get("X-Token-Dialect")
                + told.get("X-Token-Id")
                + told.get("X-Token-Owner")
                + told.get("X-Token-Tenant")
                + told.getOrDefault("X-Token-Scopes", "");
    }

    private static String reviewed(JsonNode status) {
        if (!status.get("authenticated").asBoolean()) {
            return "bad";
        }
        JsonNode extra = status.get("user").get("extra");
        List<String> scopes = new ArrayList<>();
        extra.get("tokengate.io/scopes").forEach(scope -> scopes.add(scope.asString()));
        return extra.get("tokengate.io/dialect").get(0).asString()
                + extra.get("tokengate.io/token-id").get(0).asString()
                + status.get("user").get("username").asString().substring("tokengate:".length())
                + extra.get("tokengate.io/tenant").get(0).asString()
                + String.join(" ", scopes);
    }

    private List<String> batch(List<String> texts) throws Exception {
        List<String> told = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += 1_000) {
            List<String> part = texts.subList(from, Math.min(from + 1_000, texts.size()));
            String body = JSON.writeValueAsString(Map.of("tokens", part));
            HttpResponse<String> answer =
                    client.send(request("/v1/tokens:batchVerify", "application/json", body), BodyHandlers.ofString());
            JSON.readTree(answer.body()).get("results").forEach(verdict -> told.add(id(verdict)));
        }
        return told;
    }

    private static HttpRequest request(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create(GATEWAY.address() + path))
                .header("Authorization", "Bearer " + RunningGateway.NATIVE_TOKEN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String id(JsonNode verdict) {
        if (!verdict.get("valid").asBoolean()) {
            return "bad";
        }
        JsonNode token = verdict.get("token");
        List<String> scopes = new ArrayList<>();
        token.get("scopes").forEach(scope -> scopes.add(scope.asString()));
        return token.get("dialect").asString()
                + token.get("id").asString()
                + token.get("owner").get("username").asString()
                + token.get("tenant").get("id").asString()
                + String.join(" ", scopes);
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(200, 401);
        return answer.statusCode() == 401
                ? "bad"
                : header(answer, "X-Token-Dialect")
                        + header(answer, "X-Token-Id")
                        + header(answer, "X-Token-Owner")
                        + header(answer, "X-Token-Tenant")
                        + header(answer, "X-Token-Scopes");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
