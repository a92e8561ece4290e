package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.dialect.kps.KpsClient.Person;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static io.tokengate.gateway.dialect.kps.KpsClient.PASSWORD;
import static io.tokengate.gateway.dialect.kps.KpsClient.failed;
import static org.assertj.core.api.Assertions.assertThat;

/** How many failed logins are borne (docs/dialects/kps.md, «Failed logins»): here 4 from a source, 10 of strangers. */
class KpsLoginThrottleTest {
    private static final int FAILURES = 4;
    private static final int STRANGERS = 10;
    private static final Map<String, Object> SETTINGS = Map.of(
            "tokengate.login.failures", FAILURES,
            "tokengate.login.failures.strangers", STRANGERS,
            "tokengate.trusted.proxies", "127.0.0.0/8,::1");
    private static final String DATABASE = PostgresServer.shared().newDatabase();
    private static final RunningGateway GATEWAY = RunningGateway.start(DATABASE, SETTINGS);
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private final Person person = KpsClient.newPerson(GATEWAY, "USER");

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @Test
    void sourceIsLockedForTheEmailAndNoOtherSourceIs() {
        String source = newSource();
        fail(person.email(), source);
        failed(login(person.email(), "wrong", source), 403, 20487);
        failed(login(person.email(), PASSWORD, source), 403, 20487);
        login(person.email(), PASSWORD, newSource()).expectStatus().isOk();
        Person other = KpsClient.newPerson(GATEWAY, "USER");
        login(other.email(), PASSWORD, source).expectStatus().isOk();
    }

    @Test
    void emailInOtherLettersAndUsernameAreTheSameAccount() {
        String source = newSource();
        String name = person.email().substring(0, person.email().indexOf('@'));
        for (String login : List.of(person.email(), person.email().replace('u', 'U'), name, person.email())) {
            failed(login(login, "wrong", source), 401, 20483);
        }
        failed(login(name, PASSWORD, source), 403, 20487);
    }

    @Test
    void unknownEmailsAreLockedAlike() {
        String source = newSource();
        String nobody = "no" + person.email();
        fail(nobody, source);
        failed(login(nobody, "wrong", source), 403, 20487);
        failed(login(nobody.replace('n', 'N'), "wrong", source), 403, 20487);
        failed(login(nobody, "wrong", newSource()), 401, 20483);
    }

    @Test
    void networkOfAnIpv6AddressIsOneSource() {
        String network = "2001:db8:0:" + Integer.toHexString(SOURCES.incrementAndGet());
        for (int i = 0; i < FAILURES; i++) {
            failed(login(person.email(), "wrong", network + "::" + (i + 1)), 401, 20483);
        }
        failed(login(person.email(), PASSWORD, network + ":1:2:3:4"), 403, 20487);
        login(person.email(), PASSWORD, "2001:db8:1:" + Integer.toHexString(SOURCES.incrementAndGet()) + "::1")
                .expectStatus()
                .isOk();
    }

    @Test
    void successForgivesNothing() {
        String source = newSource();
        for (int i = 0; i < FAILURES - 1; i++) {
            failed(login(person.email(), "wrong", source), 401, 20483);
            login(person.email(), PASSWORD, source).expectStatus().isOk();
        }
        failed(login(person.email(), "wrong", source), 401, 20483);
        failed(login(person.email(), PASSWORD, source), 403, 20487);
    }

    @Test
    void rightPasswordOfAnInactiveUserIsRefusedAndNotCounted() {
        String source = newSource();
        person.change(Map.of("active", false));
        for (int i = 0; i < FAILURES + 2; i++) {
            failed(login(person.email(), PASSWORD, source), 401, 20483);
        }
        person.change(Map.of("active", true));
        login(person.email(), PASSWORD, source).expectStatus().isOk();
    }

    @Test
    void strangersTogetherAreBoundedAndFamiliarSourcesStayOpen() {
        String home = newSource();
        login(person.email(), PASSWORD, home).expectStatus().isOk();
        for (int i = 0; i < STRANGERS; i++) {
            failed(login(person.email(), "wrong", newSource()), 401, 20483);
        }
        failed(login(person.email(), "wrong", newSource()), 403, 20487);
        failed(login(person.email(), PASSWORD, newSource()), 403, 20487);
        failed(login(person.email(), "wrong", home), 401, 20483);
        login(person.email(), PASSWORD, home).expectStatus().isOk();
        String nobody = "no" + person.email();
        for (int i = 0; i < STRANGERS; i++) {
            failed(login(nobody, "wrong", newSource()), 401, 20483);
        }
        failed(login(nobody, "wrong", newSource()), 403, 20487);
    }

    @Test
    void lockEnds() throws SQLException {
        String source = newSource();
        fail(person.email(), source);
        failed(login(person.email(), PASSWORD, source), 403, 20487);
        try (Connection connection = GATEWAY.connect()) {
            connection.createStatement().execute("update login_failure set expires_at = now()");
        }
        failed(login(person.email(), "wrong", source), 401, 20483);
        login(person.email(), PASSWORD, source).expectStatus().isOk();
    }

    @Test
    void otherReplicasCountOnAndRestartsForgetNothing() {
        String source = newSource();
        try (RunningGateway other = RunningGateway.start(DATABASE, SETTINGS)) {
            for (int i = 0; i < FAILURES; i++) {
                failed(login(i % 2 == 0 ? GATEWAY : other, person.email(), "wrong", source), 401, 20483);
            }
            failed(login(other, person.email(), PASSWORD, source), 403, 20487);
        }
        try (RunningGateway later = RunningGateway.start(DATABASE, SETTINGS)) {
            failed(login(later, person.email(), PASSWORD, source), 403, 20487);
        }
    }

    /** Whatever is sent at once, no more guesses are answered than in turn. */
    @Test
    void burstOfGuessesGetsNoMoreAnswers() {
        String source = newSource();
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 60)
                .flatMap(i -> guess("guess " + i, source), 60)
                .collectList()
                .block());
        assertThat(statuses).containsOnly(401, 403);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(FAILURES);
    }

    @Test
    void burstOfRightPasswordsIsNeverRefused() {
        String source = newSource();
        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 40)
                .flatMap(i -> guess(PASSWORD, source), 40)
                .collectList()
                .block());
        assertThat(statuses).hasSize(40).containsOnly(200);
    }

    private Mono<Integer> guess(String password, String source) {
        return WebClient.create(GATEWAY.address())
                .post()
                .uri(KpsClient.LOGIN)
                .header("X-Forwarded-For", source)
                .bodyValue(Map.of("email", person.email(), "password", password))
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    private static void fail(String email, String source) {
        for (int i = 0; i < FAILURES; i++) {
            failed(login(email, "wrong", source), 401, 20483);
        }
    }

    private static ResponseSpec login(String email, String password, String source) {
        return login(GATEWAY, email, password, source);
    }

    private static ResponseSpec login(RunningGateway gateway, String email, String password, String source) {
        return KpsClient.nobody(gateway)
                .request(HttpMethod.POST, KpsClient.LOGIN)
                .header("X-Forwarded-For", source)
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .bodyValue(Map.of("email", email, "password", password))
                .exchange();
    }

    private static String newSource() {
        int number = SOURCES.incrementAndGet();
        return "198.51." + number / 256 + "." + number % 256;
    }
}
