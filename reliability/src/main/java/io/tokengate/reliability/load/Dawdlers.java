package io.tokengate.reliability.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients each of which sends a head a byte a second, and never ends it; and some whose heads are far too large. */
public final class Dawdlers implements AutoCloseable {
    private static final String HEAD = "POST /v1/tokens:verify HTTP/1.1\r\nHost: localhost\r\nX: ";
    private static final String BOMB = HEAD + "y\r\n" + ("A".repeat(60) + ": b\r\n").repeat(2_000);

    private final List<Socket> sockets = new ArrayList<>();
    private final Thread slow;
    private final Thread bombs;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean closed;

    /** Begins with so many slow ones. */
    public Dawdlers(URI address, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
        }
        slow = Thread.ofPlatform().start(this::dawdle);
        bombs = Thread.ofPlatform().start(() -> bomb(address.getPort()));
    }

    /** How many heads were sent that are too large. */
    public int bombs() {
        return sent.get();
    }

    /** Gives up, and returns once nothing is sent any more. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            slow.join();
            bombs.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void dawdle() {
        for (int i = 0; !closed; i++) {
            byte one = (byte) (i < HEAD.length() ? HEAD.charAt(i) : 'x');
            sockets.removeIf(socket -> !send(socket, one));
            pause(1_000);
        }
    }

    private static boolean send(Socket socket, byte one) {
        try {
            socket.getOutputStream().write(one);
            return true;
        } catch (IOException e) {
            // It was told to go.
            return false;
        }
    }

    private void bomb(int port) {
        byte[] bomb = BOMB.getBytes(StandardCharsets.ISO_8859_1);
        while (!closed) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(bomb);
                sent.incrementAndGet();
            } catch (IOException e) {
                // Refused before it was all there, as it should be.
                sent.incrementAndGet();
            }
            pause(5);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
