package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.tokengate.gateway.support.TlsServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Every {@code sslmode} on a server that insists on TLS: both drivers come to the same end. */
class TlsModesTest {
    @TempDir
    Path folder;

    @Test
    void bothDriversMeanTheSame() throws Exception {
        try (TlsServer server = TlsServer.start(folder)) {
            Path stranger = server.certificate("stranger", "ip:127.0.0.1");
            Path other = folder.resolve("other.crt");
            assertThat(letsIn(server, "")).as("none").isTrue();
            assertThat(letsIn(server, "?sslmode=disable")).as("disable").isFalse();
            for (String mode : new String[] {"allow", "prefer", "require"}) {
                assertThat(letsIn(server, "?sslmode=" + mode)).as(mode).isTrue();
            }
            assertThat(letsIn(server, "?sslmode=verify-ca&sslrootcert=" + other))
                    .as("verify-ca, by an address that the certificate does not name")
                    .isTrue();
            assertThat(letsIn(server, "?sslmode=verify-ca&sslrootcert=" + stranger))
                    .as("verify-ca, another authority")
                    .isFalse();
            assertThat(letsIn(server, "?sslmode=verify-full&sslrootcert=" + other))
                    .as("verify-full, by an address that the certificate does not name")
                    .isFalse();

            Path own = server.present("own", "ip:127.0.0.1");
            server.reload();
            Awaitility.await().until(() -> letsIn(server, "?sslmode=verify-full&sslrootcert=" + own));
            assertThat(letsIn(server, "?sslmode=verify-full&sslrootcert=" + other))
                    .as("verify-full, another authority")
                    .isFalse();
        }
    }

    private static boolean letsIn(TlsServer server, String parameters) {
        DatabaseAccess access = new DatabaseAccess(
                DatabaseUrl.parse("postgresql://127.0.0.1:" + server.port() + "/" + server.database() + parameters
                        + (parameters.isEmpty() ? "?" : "&") + "connect_timeout=20"),
                server.username(),
                server.password());
        boolean blocking = jdbc(access);
        StepVerifier.create(access.r2dbc(settings -> settings)
                        .create()
                        .flatMap(PostgresqlConnection::close)
                        .thenReturn(true)
                        .onErrorReturn(false))
                .expectNext(blocking)
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        return blocking;
    }

    private static boolean jdbc(DatabaseAccess access) {
        try {
            access.jdbc().getConnection().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
