package io.tokengate.reliability.cluster;

import io.tokengate.reliability.cluster.Link.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** That the faults are what they are called: a fault that does nothing would prove nothing. */
class LinkTest {
    private static final int LONG = 30_000;
    private static final int SHORT = 300;

    private final ServerSocket server = listener();
    private final Link link = link(server);

    @BeforeEach
    void echo() {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException e) {
                    // Closed, which the loop's condition sees.
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void cutEndsTheFeedAloneIfItIsToldSo() throws IOException {
        try (Socket pool = connect();
                Socket feed = connect()) {
            say(pool, "select 1");
            say(feed, "listen tokengate");
            assertThat(hear(pool, 8, LONG)).isEqualTo("select 1");
            assertThat(hear(feed, 16, LONG)).isEqualTo("listen tokengate");
            link.inject(new Fault.Cut(), Use.FEED);
            assertEnded(feed);
            say(pool, "select 2");
            assertThat(hear(pool, 8, LONG)).isEqualTo("select 2");
        }
        try (Socket next = connect()) {
            say(next, "listen tokengate");
            assertEnded(next);
        }
    }

    @Test
    void blackHoleHoldsUntilItIsOver() throws IOException {
        try (Socket socket = connect()) {
            link.inject(new Fault.BlackHole());
            say(socket, "select 1");
            assertSilent(socket);
            link.heal();
            assertThat(hear(socket, 8, LONG)).isEqualTo("select 1");
        }
    }

    @Test
    void halfOpenConnectionIsSilentForEverAndNewOnesAreWell() throws IOException {
        try (Socket old = connect()) {
            say(old, "select 1");
            assertThat(hear(old, 8, LONG)).isEqualTo("select 1");
            link.inject(new Fault.HalfOpen());
            try (Socket next = connect()) {
                say(next, "select 2");
                assertThat(hear(next, 8, LONG)).isEqualTo("select 2");
            }
            link.heal();
            say(old, "select 3");
            assertSilent(old);
        }
    }

    @Test
    void resetComesInTheMiddleOfAnAnswer() throws IOException {
        link.inject(new Fault.ResetMidAnswer(1));
        try (Socket socket = connect()) {
            say(socket, "select 1");
            socket.setSoTimeout(LONG);
            assertThatThrownBy(() -> hear(socket, 8, LONG)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void littleGoesThrough() throws IOException {
        link.inject(new Fault.Bandwidth(1000));
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            say(socket, "x".repeat(200));
            assertThat(hear(socket, 200, LONG)).hasSize(200);
            // Ten pieces with a pause of 20 ms between them.
            assertThat(System.nanoTime() - begin).isGreaterThan(150_000_000);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hear(Socket socket, int length, int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] heard = socket.getInputStream().readNBytes(length);
        if (heard.length < length) {
            throw new IOException("ended after " + heard.length);
        }
        return new String(heard, StandardCharsets.ISO_8859_1);
    }

    private static void assertSilent(Socket socket) {
        assertThatThrownBy(() -> hear(socket, 1, SHORT)).isInstanceOf(SocketTimeoutException.class);
    }

    private static void assertEnded(Socket socket) {
        assertThatThrownBy(() -> hear(socket, 1, LONG))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Link link(ServerSocket server) {
        try {
            return new Link(server.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
