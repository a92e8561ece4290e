package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.SampleTokens;
import io.tokengate.gateway.support.SampleTokens.Sample;
import io.tokengate.gateway.support.SampleTokens.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Native verification of many tokens, from outside. */
class BatchVerifyApiTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final VerifyClient CLIENT = new VerifyClient(GATEWAY, RunningGateway.NATIVE_TOKEN);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 249, 250, 251, 500, 999, 1000})
    void answersStandInTheOrderOfTheTokens(int size) throws Exception {
        SampleTokens samples = new SampleTokens(GATEWAY);
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            good.add(samples.one("umaaas", State.GOOD));
        }
        Random random = new Random(size);
        List<String> tokens = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (random.nextBoolean()) {
                Sample one = good.get(random.nextInt(good.size()));
                tokens.add(one.secret());
                expected.add(one.name());
            } else {
                tokens.add(random.nextBoolean() ? "tg_" + i : samples.unknown("kps"));
                expected.add(tokens.getLast().startsWith("tg_") ? "MALFORMED" : "UNKNOWN");
            }
        }
        assertThat(CLIENT.verdicts(tokens).stream().map(BatchVerifyApiTest::brief))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void verdictsAreThoseOfSingleVerifications() throws Exception {
        List<Sample> all = new SampleTokens(GATEWAY).all(3, "a");
        Collections.shuffle(all, new Random(7));
        List<Map<String, Object>> verdicts =
                CLIENT.verdicts(all.stream().map(Sample::secret).toList());
        for (int i = 0; i < all.size(); i++) {
            assertThat(verdicts.get(i))
                    .as(all.get(i).toString())
                    .isEqualTo(CLIENT.verdict(all.get(i).secret()));
        }
    }

    @Test
    void scopesAreRequiredOfAll() throws Exception {
        SampleTokens samples = new SampleTokens(GATEWAY);
        List<String> tokens = List.of(
                samples.one("kps", State.GOOD).secret(),
                samples.one("dynatrace", State.GOOD, "a").secret());
        CLIENT.batch(Map.of("tokens", tokens, "scopes", List.of("a")))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.results[0].reason")
                .isEqualTo("INSUFFICIENT_SCOPE")
                .jsonPath("$.results[1].valid")
                .isEqualTo(true);
    }

    @Test
    void tooManyAre413() {
        CLIENT.batch(Map.of("tokens", Collections.nCopies(1_001, "x")))
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("tokens");
        CLIENT.batch(Map.of("tokens", List.of("x".repeat(1024 * 1024))))
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void thousandOfTheLongestFit() {
        assertThat(CLIENT.verdicts(Collections.nCopies(1_000, "x".repeat(512)))).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                 | 400",
                "{'tokens': null}                   | 400",
                "{'tokens': [null]}                 | 400",
                "{'tokens': ['x', 5]}               | 400",
                "{'tokens': 'x'}                    | 400",
                "{'tokens': [['x']]}                | 400",
                "{'tokens': ['x'                    | 400",
            })
    void badRequestIsRefused(String body, int status) {
        CLIENT.batch(body.replace('\'', '"')).expectStatus().isEqualTo(status);
    }

    @Test
    void callerIsJudgedFirst() {
        new VerifyClient(GATEWAY, "nobody-knows-this-one")
                .batch("no JSON")
                .expectStatus()
                .isUnauthorized();
        new VerifyClient(GATEWAY, RunningGateway.DYNATRACE_TOKEN)
                .batch("no JSON")
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void longAnswerIsStreamedAndTheConnectionKept() throws Exception {
        String token = "\"" + RunningGateway.DYNATRACE_TOKEN + "\"";
        String body = "{\"tokens\":[" + String.join(",", Collections.nCopies(600, token)) + "]}";
        try (RawConnection connection = new RawConnection(GATEWAY.port())) {
            for (int i = 0; i < 2; i++) {
                connection.send("POST " + BatchVerifyHandler.PATH + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                        + RunningGateway.NATIVE_TOKEN + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                assertThat(connection.readHead().header("transfer-encoding")).isEqualTo("chunked");
                assertThat(connection.readChunks())
                        .startsWith("{\"results\":[{\"valid\":true,")
                        .endsWith("}]}");
            }
        }
    }

    private static String brief(Map<String, Object> verdict) {
        return Boolean.TRUE.equals(verdict.get("valid"))
                ? String.valueOf(
                        requireNonNull((Map<?, ?>) verdict.get("token")).get("name"))
                : String.valueOf(verdict.get("reason"));
    }
}
