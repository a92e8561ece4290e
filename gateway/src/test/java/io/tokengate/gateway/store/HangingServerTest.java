package io.tokengate.gateway.store;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.tokengate.domain.store.StoreException.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that takes connections and never says a word: no socket stays behind, whoever gives up. */
class HangingServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ServerSocket server;
    private PostgresTokenChanges changes;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) LIMIT.toMillis());
        changes = new PostgresTokenChanges(
                loops -> sessions(loops).create(), DatabaseClient.create(sessions(null)), LIMIT, System::nanoTime);
    }

    @AfterEach
    void stop() throws IOException {
        changes.close();
        server.close();
    }

    @Test
    void readThatTookTooLongClosesItsSocket() throws Exception {
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(changes.read(Duration.ofMillis(200))).verifyError(Unavailable.class);
            closedByUs();
        }
    }

    @Test
    void cancelledReadClosesItsSocket() throws Exception {
        for (int i = 0; i < 3; i++) {
            Disposable read = changes.read(LIMIT).subscribe();
            CompletableFuture<Void> closed = acceptAnd(read::dispose);
            closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void endDuringAConnectClosesItsSocketAndFailsTheRead() throws Exception {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        changes.read(LIMIT).subscribe(read -> {}, failed::complete);
        acceptAnd(changes::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(failed.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Unavailable.class);
    }

    private void closedByUs() throws IOException {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getInputStream().readAllBytes();
        }
    }

    /** Takes the connection, waits for its first byte, and does something; done when the other side has closed. */
    private CompletableFuture<Void> acceptAnd(Runnable action) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                assertThat(socket.getInputStream().read()).isNotNegative();
                action.run();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private PostgresqlConnectionFactory sessions(@Nullable LoopResources loops) {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .host("127.0.0.1")
                .port(server.getLocalPort())
                .username("u")
                .password("p")
                .database("d")
                .autodetectExtensions(false);
        return new PostgresqlConnectionFactory((loops == null ? builder : builder.loopResources(loops)).build());
    }
}
