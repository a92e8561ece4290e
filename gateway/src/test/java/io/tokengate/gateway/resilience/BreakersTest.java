package io.tokengate.gateway.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.tokengate.gateway.resilience.Requests.One;
import io.tokengate.gateway.support.ProxiedGateway;
import io.tokengate.gateway.support.Rows;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;

/** The way to the database is cut or leads nowhere: what is asked then, what not, and how it ends. */
class BreakersTest {
    /** So many callers at once, more than a breaker must see. */
    private static final int CALLERS = 8;

    /** The time limit of a read, for which nothing waits that is not asked. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** The common pool has a single thread on a machine of two cores. */
    private static final ExecutorService CLIENTS = Executors.newVirtualThreadPerTaskExecutor();

    private static ProxiedGateway proxied;

    @BeforeAll
    static void start() throws Exception {
        proxied = ProxiedGateway.start(Map.of());
        Stream.of(Requests.MANAGEMENT, Requests.VERIFICATION)
                .flatMap(List::stream)
                .forEach(one -> assertThat(one.status(gateway())).isNotEqualTo(503));
    }

    @AfterAll
    static void stop() {
        proxied.close();
        CLIENTS.close();
    }

    /** Callers and one token are known, the pool has connections, and both breakers are as at the start. */
    @BeforeEach
    void warm() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Requests.VERIFICATION.get(1).status(gateway()) == 200);
        assertThat(Requests.KNOWN.status(gateway())).isEqualTo(200);
        Stream.of(breakers().management(), breakers().verification()).forEach(CircuitBreaker::reset);
    }

    @AfterEach
    void mend() {
        proxy().pass();
        Stream.of(breakers().management(), breakers().verification()).forEach(CircuitBreaker::reset);
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> gateway().statusOfList() == 200);
    }

    static List<One> management() {
        return Requests.MANAGEMENT;
    }

    static List<One> verification() {
        return Requests.VERIFICATION;
    }

    /** Sooner than whatever asks a database that says nothing. */
    @ParameterizedTest
    @MethodSource("management")
    void openBreakerIsAnsweredInTheFormOfEachDialectAtOnce(One one) {
        breakers().management().transitionToForcedOpenState();
        proxy().freeze();
        long begun = System.nanoTime();
        one.isRefused(gateway());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SILENCE);
        assertThat(Requests.KNOWN.status(gateway())).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("verification")
    void breakerOfVerificationIsOneOfItsOwn(One one) {
        breakers().verification().transitionToForcedOpenState();
        one.isRefused(gateway());
        assertThat(gateway().statusOfList()).isEqualTo(200);
        assertThat(Requests.KNOWN.status(gateway())).isEqualTo(200);
        breakers().verification().reset();
        breakers().management().transitionToForcedOpenState();
        // The store counts as away for a moment after a failure, breaker or not.
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> one.status(gateway()) != 503);
        assertThat(gateway().statusOfList()).isEqualTo(503);
    }

    /** With the pauses and trials of a real outage, and nothing done but what clients do. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outageOpensItAndItsEndClosesIt(boolean cut) {
        if (cut) {
            proxy().cut();
        } else {
            proxy().freeze();
        }
        for (CircuitBreaker breaker :
                List.of(breakers().management(), breakers().verification())) {
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> {
                assertThat(ask(breaker)).containsOnly(503);
                return breaker.getState() != State.CLOSED;
            });
        }
        assertThat(Requests.KNOWN.status(gateway())).isEqualTo(200);
        proxy().pass();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Stream.of(breakers().management(), breakers().verification())
                        .allMatch(breaker -> ask(breaker).stream().noneMatch(status -> status == 503)
                                && breaker.getState() == State.CLOSED));
    }

    /** The connection is lost in the middle of the read: whether it was done is not known. */
    @Test
    void readWhoseConnectionIsLostIsTriedAgain() throws SQLException {
        assertThat(losing("token", "select%token t%", () -> gateway().statusOfList()))
                .isEqualTo(200);
        assertThat(failures()).isPositive();
    }

    @Test
    void changeWhoseConnectionIsLostIsNot() throws SQLException {
        assertThat(losing("audit", "insert into audit%", () -> create("lost"))).isEqualTo(503);
        assertThat(failures()).isPositive();
        try (Connection connection = gateway().connect()) {
            assertThat(Rows.number(connection, "select count(*) from token where name = 'lost'"))
                    .isZero();
        }
    }

    @Test
    void whatTheDatabaseRefusesOpensNothing() throws SQLException {
        assertThat(user("twice")).isEqualTo(201);
        try (Connection lock = gateway().connect()) {
            lock.setAutoCommit(false);
            execute(lock, "lock table audit in access exclusive mode");
            List<CompletableFuture<Integer>> locked = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> create("locked"), CLIENTS))
                    .limit(CALLERS)
                    .toList();
            assertThat(locked).allSatisfy(status -> assertThat(status.join()).isEqualTo(503));
            lock.rollback();
        }
        for (int i = 0; i < CALLERS; i++) {
            assertThat(user("twice")).isEqualTo(409);
        }
        assertThat(failures()).isZero();
        assertThat(breakers().management().getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void stateIsSeenInAHealthGroupOfItsOwnAndNoProbeKnowsIt() {
        health("resilience", 200, "\"management\":\"CLOSED\"");
        breakers().management().transitionToForcedOpenState();
        health("resilience", 503, "\"management\":\"FORCED_OPEN\"");
        health("readiness", 200, "UP");
        health("liveness", 200, "UP");
        assertThat(body("/actuator/prometheus"))
                .contains("resilience4j_circuitbreaker_state{", "name=\"management\",state=\"forced_open\"} 1.0")
                .contains("name=\"verification\",state=\"closed\"} 1.0");
    }

    /** Statuses of what several callers want at once that this breaker is asked for. */
    private static List<Integer> ask(CircuitBreaker breaker) {
        One one = breaker.getName().equals(Breakers.MANAGEMENT)
                ? Requests.MANAGEMENT.getFirst()
                : Requests.VERIFICATION.getFirst();
        List<CompletableFuture<Integer>> asked = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> one.status(gateway()), CLIENTS))
                .limit(CALLERS)
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** The status of a request all of whose connections end while a statement of it waits for a table. */
    private static int losing(String table, String statement, Supplier<Integer> request) throws SQLException {
        // A transaction goes on seeing the activity that it saw first, so another connection looks.
        try (Connection lock = gateway().connect();
                Connection look = gateway().connect()) {
            lock.setAutoCommit(false);
            execute(lock, "lock table " + table + " in access exclusive mode");
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(request, CLIENTS);
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> Rows.waiting(look, statement) > 0);
            proxy().cut();
            proxy().pass();
            lock.rollback();
            return status.join();
        }
    }

    private static int create(String name) {
        return gateway()
                .client()
                .post()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("name", name, "scopes", List.of("metrics.read")))
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static int user(String name) {
        return gateway()
                .createUser(name, "correct horse battery")
                .returnResult()
                .getStatus()
                .value();
    }

    private static void health(String group, int status, String part) {
        EntityExchangeResult<String> answer = gateway()
                .management()
                .get()
                .uri("/actuator/health/" + group)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value()).isEqualTo(status);
        assertThat(answer.getResponseBody()).contains(part);
    }

    private static String body(String path) {
        return String.valueOf(gateway()
                .management()
                .get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int failures() {
        return breakers().management().getMetrics().getNumberOfFailedCalls();
    }

    private static RunningGateway gateway() {
        return proxied.gateway();
    }

    private static TcpProxy proxy() {
        return proxied.proxy();
    }

    private static Breakers breakers() {
        return gateway().bean(Breakers.class);
    }
}
