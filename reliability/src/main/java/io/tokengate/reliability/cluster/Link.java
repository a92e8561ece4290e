package io.tokengate.reliability.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between a replica and the database. The connection of the change feed and those of the pool can be treated apart; they
 * are told apart by what they say, since only the feed listens.
 */
public final class Link implements AutoCloseable {
    /** Whose connection it is. */
    public enum Use {
        POOL,
        FEED
    }

    /** @param number counts injections, so that a connection can tell whether it is older than one */
    record Injected(Fault fault, long number) {}

    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Use, Injected> faults = new EnumMap<>(Use.class);
    private long injections;

    Link(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        heal();
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on that happens to all connections, also to those that there are. */
    public void inject(Fault fault) {
        for (Use use : Use.values()) {
            inject(fault, use);
        }
    }

    /** From now on that happens to connections of this use. */
    public void inject(Fault fault, Use use) {
        lock.lock();
        try {
            injections++;
            faults.put(use, new Injected(fault, injections));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wires.forEach(wire -> wire.onInjected(use, fault));
    }

    /** All is well again. */
    public void heal() {
        inject(new Fault.None());
    }

    /** How many connections there are. */
    public int connections() {
        return wires.size();
    }

    @Override
    public void close() {
        wires.forEach(Wire::end);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Injected fault(Use use) {
        lock.lock();
        try {
            return faults.getOrDefault(use, new Injected(new Fault.None(), 0));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until another fault, or none, is injected. */
    void awaitOtherThan(Injected present, Use use) {
        lock.lock();
        try {
            while (present.equals(faults.get(use))) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(Wire wire) {
        wires.remove(wire);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, which the loop's condition sees.
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            Wire wire = new Wire(this, client, server);
            wires.add(wire);
            wire.run();
        } catch (IOException e) {
            Wire.end(client);
        }
    }
}
