package io.tokengate.reliability.cluster;

import io.tokengate.reliability.cluster.Link.Injected;
import io.tokengate.reliability.cluster.Link.Use;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link Link}. */
final class Wire {
    private static final int BUFFER = 16 * 1024;
    private static final int PIECES_A_SECOND = 50;

    /** What only the change feed says, right after it has connected. */
    private static final String FEED_SAYS = "listen tokengate";

    private final Link link;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile Use use = Use.POOL;

    /** Half-open: it stays so when all others are well again. */
    private volatile boolean deaf;

    Wire(Link link, Socket client, Socket server) {
        this.link = link;
        this.client = client;
        this.server = server;
    }

    /** Passes what comes until one side ends. */
    void run() {
        Thread.ofVirtual().start(() -> pump(server, client, false));
        pump(client, server, true);
    }

    void onInjected(Use whose, Fault fault) {
        if (whose != use) {
            return;
        }
        if (fault instanceof Fault.Cut) {
            end();
        } else if (fault instanceof Fault.HalfOpen) {
            deaf = true;
            end(server);
        }
    }

    void end() {
        end(client);
        end(server);
    }

    static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    private void pump(Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[BUFFER];
        try {
            OutputStream out = to.getOutputStream();
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                if (toServer) {
                    recognize(buffer, length);
                }
                pass(buffer, length, out, toServer);
            }
        } catch (IOException e) {
            // One of the two is gone, so the other goes too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (toServer || !deaf) {
            end();
            link.forget(this);
        }
    }

    private void recognize(byte[] buffer, int length) {
        if (use == Use.POOL && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(FEED_SAYS)) {
            use = Use.FEED;
        }
    }

    private void pass(byte[] buffer, int length, OutputStream out, boolean toServer)
            throws IOException, InterruptedException {
        if (deaf) {
            return;
        }
        Injected injected = link.fault(use);
        switch (injected.fault()) {
            case Fault.None none -> out.write(buffer, 0, length);
            case Fault.HalfOpen halfOpen -> out.write(buffer, 0, length);
            case Fault.Latency latency -> {
                TimeUnit.NANOSECONDS.sleep(latency.delay().toNanos());
                out.write(buffer, 0, length);
            }
            case Fault.Bandwidth bandwidth -> trickle(buffer, length, out, bandwidth.bytesPerSecond());
            case Fault.BlackHole blackHole -> {
                link.awaitOtherThan(injected, use);
                pass(buffer, length, out, toServer);
            }
            case Fault.Cut cut -> throw new IOException("cut");
            case Fault.ResetMidAnswer reset -> {
                if (!toServer && answers.incrementAndGet() % reset.every() == 0) {
                    reset(buffer, length, out);
                }
                out.write(buffer, 0, length);
            }
        }
    }

    private static void trickle(byte[] buffer, int length, OutputStream out, int bytesPerSecond)
            throws IOException, InterruptedException {
        int piece = Math.max(1, bytesPerSecond / PIECES_A_SECOND);
        for (int from = 0; from < length; from += piece) {
            out.write(buffer, from, Math.min(piece, length - from));
            TimeUnit.MILLISECONDS.sleep(1000 / PIECES_A_SECOND);
        }
    }

    private void reset(byte[] buffer, int length, OutputStream out) throws IOException {
        out.write(buffer, 0, length / 2);
        client.setSoLinger(true, 0);
        throw new IOException("reset");
    }
}
