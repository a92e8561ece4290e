package io.tokengate.gateway.store;

import io.r2dbc.pool.ConnectionPool;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.Rows;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections: spread over loops of their own, given back whatever clients do, never waited for without end. */
class PoolTest {
    private static final int ABORTED = 300;
    private static final int WAITING = 5;

    @Test
    void connectionsAreSpreadOverSeveralEventLoopsOfTheirOwn() {
        DatabaseClient database = RunningGateway.shared().bean(DatabaseClient.class);
        List<String> threads = Objects.requireNonNull(Flux.range(0, 16)
                .flatMap(
                        i -> database.sql("select pg_sleep(0.05)::text")
                                .mapValue(String.class)
                                .all()
                                .map(row -> Thread.currentThread().getName()),
                        16)
                .collectList()
                .block(Duration.ofSeconds(20)));
        assertThat(threads).hasSize(16).allMatch(name -> name.startsWith("tokengate-db"));
        assertThat(threads.stream().distinct().count()).isGreaterThan(1);
    }

    /** The server of the tests would rather forget: its own setting is off. */
    @Test
    void sessionsKeepWhatTheyAcknowledge() {
        DatabaseClient database = RunningGateway.shared().bean(DatabaseClient.class);
        assertThat(database.sql("show synchronous_commit")
                        .mapValue(String.class)
                        .one()
                        .block(Duration.ofSeconds(20)))
                .isEqualTo("on");
    }

    /** Within half a minute after the start, without being told. */
    @Test
    void changeLogIsPrunedBesideRequests() throws SQLException {
        try (Connection connection = RunningGateway.shared().connect()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> Rows.number(connection, "select count(*) from token_change_mark") > 0);
        }
    }

    /** Clients that hang up while their change waits in the middle: it goes on to its end. */
    @Test
    void changeOfAClientThatHungUpIsDoneAsAWhole() throws Exception {
        RunningGateway gateway = RunningGateway.shared();
        List<Socket> clients = new ArrayList<>();
        // A transaction goes on seeing the activity that it saw first, so another connection looks.
        try (Connection connection = gateway.connect();
                Connection look = gateway.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table audit in access exclusive mode");
            }
            for (int i = 0; i < WAITING; i++) {
                clients.add(send(gateway, "hung up"));
            }
            Awaitility.await().until(() -> Rows.waiting(look, "insert into audit%") == WAITING);
            for (Socket client : clients) {
                client.close();
            }
            connection.rollback();
            Awaitility.await()
                    .until(() ->
                            Rows.number(connection, "select count(*) from token where name = 'hung up'") == WAITING);
            assertThat(Rows.number(connection, """
                    select count(*) from token t join audit a on a.subject = t.public_id and a.action = 'token.create'
                     where t.name = 'hung up'
                    """)).isEqualTo(WAITING);
        }
        idle(gateway);
    }

    /** Clients that hang up at once, by the hundred. */
    @Test
    void abortedRequestsLoseNoConnection() throws Exception {
        RunningGateway gateway = RunningGateway.shared();
        for (int i = 0; i < ABORTED; i++) {
            send(gateway, "aborted").close();
        }
        idle(gateway);
        assertThat(gateway.statusOfList()).isEqualTo(200);
    }

    private static void idle(RunningGateway gateway) throws SQLException {
        ConnectionPool pool = gateway.bean(ConnectionPool.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> pool.getMetrics()
                        .filter(metrics -> metrics.acquiredSize() == 0 && metrics.pendingAcquireSize() == 0)
                        .isPresent());
        try (Connection connection = gateway.connect()) {
            assertThat(Rows.number(connection, """
                    select count(*) from pg_stat_activity
                     where datname = current_database() and state like 'idle in transaction%'
                    """)).isZero();
        }
    }

    /** A lock that somebody else holds: 503 with Retry-After, and all is well once it is gone. */
    @Test
    void waitingForALockHasAnEnd() throws Exception {
        RunningGateway gateway = RunningGateway.shared();
        try (Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table audit in access exclusive mode");
                gateway.client()
                        .post()
                        .uri("/api/v2/apiTokens")
                        .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                        .bodyValue(Map.of("name", "locked", "scopes", List.of("metrics.read")))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .valueEquals("Retry-After", "1")
                        .expectBody()
                        .jsonPath("$.error.code")
                        .isEqualTo(503);
            }
            connection.rollback();
            assertThat(Rows.number(connection, "select count(*) from token where name = 'locked'"))
                    .isZero();
        }
    }

    /** What cannot be known is a 503, never a 401; and it serves again by itself. */
    @Test
    void databaseThatIsAwayIs503AndComesBack() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        try (RunningGateway gateway = RunningGateway.start(database, Map.of());
                Connection connection = PostgresServer.shared().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + database + " allow_connections false");
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.statusOfList()).isEqualTo(503);
            }
            statement.execute("alter database " + database + " allow_connections true");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> gateway.statusOfList() == 200);
        }
    }

    private static Socket send(RunningGateway gateway, String name) throws IOException {
        Socket socket = new Socket("localhost", gateway.port());
        String body = "{\"name\": \"" + name + "\", \"scopes\": [\"metrics.read\"]}";
        String request = "POST /api/v2/apiTokens HTTP/1.1\r\nHost: localhost\r\nAuthorization: Api-Token "
                + RunningGateway.DYNATRACE_TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
