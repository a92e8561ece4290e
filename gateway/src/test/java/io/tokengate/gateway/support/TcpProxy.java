package io.tokengate.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a server on this machine and does what networks do: passes, cuts, freezes, delays, each
 * way apart. A frozen way keeps its connections open, takes new ones, and hands nothing on until it passes again.
 */
public final class TcpProxy implements AutoCloseable {
    /** One way of a connection. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Way> frozen = EnumSet.noneOf(Way.class);
    private final Map<Way, Duration> delays = new EnumMap<>(Way.class);
    private final AtomicInteger accepted = new AtomicInteger();
    private boolean cut;
    private int held;

    /** Passes what comes to a free port of its own on to a server. */
    public TcpProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections it took, since it is there. */
    public int accepted() {
        return accepted.get();
    }

    /** All is well again, for the connections that there are and for new ones. */
    public void pass() {
        change(() -> {
            cut = false;
            frozen.clear();
            delays.clear();
        });
    }

    /** Nothing goes either way any more; what was sent arrives when it passes again. */
    public void freeze() {
        change(() -> frozen.addAll(EnumSet.allOf(Way.class)));
    }

    /** Nothing goes this way any more. */
    public void freeze(Way way) {
        change(() -> frozen.add(way));
    }

    /** What goes this way takes so much longer. */
    public void delay(Way way, Duration delay) {
        change(() -> delays.put(way, delay));
    }

    /** How many ways of connections have something that they do not hand on. */
    public int held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections, and each new one as soon as it is there. */
    public void cut() {
        change(() -> cut = true);
        sockets.forEach(TcpProxy::end);
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, which the loop's condition sees.
            }
        }
    }

    private void serve(Socket client) {
        try {
            awaitPassing(Way.TO_SERVER);
            Socket server = new Socket(host, port);
            sockets.add(server);
            Thread.ofVirtual().start(() -> pump(server, client, Way.TO_CLIENT));
            pump(client, server, Way.TO_SERVER);
        } catch (IOException e) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to, Way way) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassing(way);
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One of the two is gone, so the other goes too.
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitPassing(Way way) throws IOException {
        Duration delay;
        lock.lock();
        try {
            held++;
            while (frozen.contains(way) && !cut) {
                changed.awaitUninterruptibly();
            }
            held--;
            if (cut) {
                throw new IOException("cut");
            }
            delay = delays.getOrDefault(way, Duration.ZERO);
        } finally {
            lock.unlock();
        }
        LockSupport.parkNanos(delay.toNanos());
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
