package io.tokengate.gateway.security;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Guessing by HTTP Basic is bounded as guessing by login is: here 4 failures from a source. */
class BasicThrottleTest {
    private static final int FAILURES = 4;
    private static final String NATIVE = "/v1/users/me";
    private static final String CREDENTIAL_MANAGER = "/api/v1/api_tokens";
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, Object> SETTINGS =
            Map.of("tokengate.login.failures", FAILURES, "tokengate.trusted.proxies", "127.0.0.0/8,::1");
    private static final String DATABASE = PostgresServer.shared().newDatabase();
    private static final RunningGateway GATEWAY = RunningGateway.start(DATABASE, SETTINGS);
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private final String username = newUser();
    private final String source = newSource();

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @Test
    void nativeSaysThatItIsLockedAndWhenToLookAgain() {
        fail(NATIVE);
        get(GATEWAY, NATIVE, PASSWORD, source)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "60")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Too many failed logins, try again in some minutes");
    }

    /** A generated client of that dialect breaks on 429. */
    @Test
    void credentialManagerSaysItAsForbidden() {
        fail(CREDENTIAL_MANAGER);
        get(GATEWAY, CREDENTIAL_MANAGER, PASSWORD, source)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .json("{'status': 403, 'message': 'Too many failed logins, try again in some minutes'}"
                        .replace('\'', '"'));
    }

    @Test
    void faceDoesNotMatterAndOtherSourcesStayOpen() {
        fail(NATIVE);
        assertThat(status(GATEWAY, CREDENTIAL_MANAGER, PASSWORD, source)).isEqualTo(403);
        assertThat(status(GATEWAY, NATIVE, PASSWORD, newSource())).isEqualTo(200);
    }

    /** What makes a client of Basic cheap must not answer guesses from its own address. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void guessesBesideAProgramThatLogsInAllTheTimeAreBoundedToo(boolean here) {
        assertThat(status(GATEWAY, NATIVE, PASSWORD, source)).isEqualTo(200);
        if (here) {
            fail(NATIVE);
        } else {
            try (RunningGateway other = RunningGateway.start(DATABASE, SETTINGS)) {
                for (int i = 0; i < FAILURES; i++) {
                    assertThat(status(other, NATIVE, "guess " + i, source)).isEqualTo(401);
                }
            }
            assertThat(status(GATEWAY, NATIVE, "guess", source)).isEqualTo(429);
        }
        assertThat(status(GATEWAY, NATIVE, PASSWORD, source)).isEqualTo(429);
    }

    /** Whatever is sent at once, no more guesses are answered than in turn. */
    @Test
    void burstOfGuessesGetsNoMoreAnswers() {
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 60)
                .flatMap(i -> guess("guess " + i), 60)
                .collectList()
                .block());
        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(FAILURES);
    }

    @Test
    void burstOfRightPasswordsIsNeverRefused() {
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 40)
                .flatMap(i -> guess(PASSWORD), 40)
                .collectList()
                .block());
        assertThat(statuses).hasSize(40).containsOnly(200);
    }

    private Mono<Integer> guess(String password) {
        return WebClient.create(GATEWAY.address())
                .get()
                .uri(NATIVE)
                .header("X-Forwarded-For", source)
                .headers(headers -> headers.setBasicAuth(username, password))
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    private void fail(String path) {
        for (int i = 0; i < FAILURES; i++) {
            assertThat(status(GATEWAY, path, "guess " + i, source)).isEqualTo(401);
        }
    }

    private int status(RunningGateway gateway, String path, String password, String from) {
        return get(gateway, path, password, from).returnResult().getStatus().value();
    }

    private ResponseSpec get(RunningGateway gateway, String path, String password, String from) {
        String basic = HttpHeaders.encodeBasicAuth(username, password, StandardCharsets.UTF_8);
        return gateway.client()
                .get()
                .uri(path)
                .header("X-Forwarded-For", from)
                .header(HttpHeaders.AUTHORIZATION, "Basic " + basic)
                .exchange();
    }

    private static String newUser() {
        String name = "b" + UUID.randomUUID().toString().substring(0, 13);
        GATEWAY.createUser(name, PASSWORD).expectStatus().isCreated();
        return name;
    }

    private static String newSource() {
        int number = SOURCES.incrementAndGet();
        return "198.51." + number / 256 + "." + number % 256;
    }
}
