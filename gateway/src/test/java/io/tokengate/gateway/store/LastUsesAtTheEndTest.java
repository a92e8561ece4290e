package io.tokengate.gateway.store;

import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.Rows;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.TcpProxy;
import io.tokengate.gateway.support.TcpProxy.Way;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that is stopped writes the last uses that it knows of, up to its last request. */
class LastUsesAtTheEndTest {
    private static final String REQUEST = "GET /api/v2/apiTokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Authorization: Api-Token " + RunningGateway.DYNATRACE_TOKEN + "\r\n\r\n";

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDatabase();

    /** Watched on a connection of its own: within one transaction the activity of others is looked up once. */
    @Test
    void whatIsBeingWrittenIsWritten() throws Exception {
        RunningGateway gateway = RunningGateway.start(database, Map.of());
        int port = gateway.port();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                Connection watching = server.connect(database)) {
            connection.setAutoCommit(false);
            statement.execute("lock table token_usage in exclusive mode");
            assertThat(ask(port)).startsWith("HTTP/1.1 200");
            Awaitility.await().until(() -> Rows.waiting(watching, "insert into token_usage%") == 1);
            Thread closing = Thread.ofPlatform().start(gateway::close);
            awaitRefusal(port);
            connection.rollback();
            closing.join();
            assertThat(Rows.number(connection, "select count(*) from token_usage"))
                    .isEqualTo(1);
        }
    }

    @Test
    void lastRequestIsAUseToo() throws Exception {
        URI real = URI.create(server.url(database));
        try (TcpProxy proxy = new TcpProxy(real.getHost(), real.getPort());
                Connection connection = server.connect(database)) {
            String url = "postgresql://127.0.0.1:" + proxy.port() + "/" + database;
            RunningGateway gateway = RunningGateway.start(database, Map.of("tokengate.database.url", url));
            int port = gateway.port();
            proxy.freeze(Way.TO_SERVER);
            try (RawConnection last = new RawConnection(port)) {
                last.send(REQUEST);
                Awaitility.await().until(() -> proxy.held() > 0);
                Thread closing = Thread.ofPlatform().start(gateway::close);
                awaitRefusal(port);
                proxy.pass();
                assertThat(last.readToEnd()).startsWith("HTTP/1.1 200");
                closing.join();
            }
            assertThat(Rows.number(connection, "select count(*) from token_usage"))
                    .isEqualTo(1);
        }
    }

    private static String ask(int port) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            return connection.send(REQUEST).readToEnd();
        }
    }

    private static void awaitRefusal(int port) {
        Awaitility.await().until(() -> {
            try (RawConnection connection = new RawConnection(port)) {
                return connection.isAtEnd();
            } catch (IOException e) {
                return true;
            }
        });
    }
}
