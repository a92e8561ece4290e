package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hosts of which one accepts connections and says nothing, which no limit of TCP ends. */
class SeveralHostsTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final URI REAL = URI.create(SERVER.url("postgres"));

    @Test
    void bothDriversPassASilentHostBy() throws Exception {
        try (ServerSocket silent = silent()) {
            // Two of them: what one finds is found by all that it connects.
            DatabaseAccess access = access("postgres", silent.getLocalPort(), REAL.getPort(), 5);
            DatabaseAccess other = access("postgres", silent.getLocalPort(), REAL.getPort(), 5);
            try (Connection connection = access.jdbc().getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
            StepVerifier.create(other.r2dbc(settings -> settings).create().flatMap(PostgresqlConnection::close))
                    .expectComplete()
                    .verify(Duration.ofSeconds(60));
        }
    }

    @Test
    void silentHostAloneIsAnErrorOfBoth() throws Exception {
        try (ServerSocket silent = silent()) {
            DatabaseAccess access = access("postgres", silent.getLocalPort(), silent.getLocalPort(), 1);
            assertThatThrownBy(() -> access.jdbc().getConnection()).isInstanceOf(SQLException.class);
            StepVerifier.create(access.r2dbc(settings -> settings).create())
                    .expectError()
                    .verify(Duration.ofSeconds(60));
            LoopResources loops = LoopResources.create("several-hosts", 1, true);
            assertThatThrownBy(() -> FirstLook.at(access, loops))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("cannot be reached")
                    .hasMessageContaining("no answer in time");
            loops.dispose();
        }
    }

    @Test
    void timeOfTheUrlIsEachHosts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u@a,b/x?connect_timeout=9");
        DatabaseAccess access = new DatabaseAccess(url, null, null);
        assertThat(access.connectTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(access.r2dbc(settings -> settings).longest()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void gatewayStartsPastASilentHostAndGoesOnAtAnotherWhenItsOwnFallsSilent() throws Exception {
        String database = SERVER.newDatabase();
        try (TcpProxy one = new TcpProxy(REAL.getHost(), REAL.getPort());
                TcpProxy other = new TcpProxy(REAL.getHost(), REAL.getPort())) {
            one.freeze();
            String url = url(database, one.port(), other.port(), 5);
            try (RunningGateway gateway = RunningGateway.start(database, Map.of("tokengate.database.url", url))) {
                assertThat(gateway.statusOfList()).isEqualTo(200);
                one.pass();
                other.freeze();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> gateway.statusOfList() == 200);
            }
        }
    }

    private static DatabaseAccess access(String database, int one, int other, int seconds) {
        return new DatabaseAccess(
                DatabaseUrl.parse(url(database, one, other, seconds)), SERVER.username(), SERVER.password());
    }

    private static String url(String database, int one, int other, int seconds) {
        return "postgresql://127.0.0.1:" + one + ",127.0.0.1:" + other + "/" + database + "?connect_timeout=" + seconds;
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    }
}
