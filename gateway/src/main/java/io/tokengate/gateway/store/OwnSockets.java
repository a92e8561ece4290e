package io.tokengate.gateway.store;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.resources.LoopResources;

/**
 * Loops as one connection sees them, which know the sockets that it opens and can close them whatever becomes of it. The
 * driver does not close the socket of a handshake that nobody answers, however often it is cancelled; and its own close,
 * called while it emits an answer, as it is where a read fails, waits for itself for ever.
 */
final class OwnSockets extends DelegatingLoops {
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Opens sockets on these loops, which go on when the sockets are closed. */
    OwnSockets(LoopResources loops) {
        super(loops);
    }

    /** Closes all sockets, and any that is opened from now on. On their loop, a little later. */
    void close() {
        closed = true;
        if (open.isEmpty()) {
            return;
        }
        onClient(DEFAULT_NATIVE).execute(() -> open.forEach(OwnSockets::close));
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C socket = super.onChannel(type, group);
        open.add(socket);
        // Looked at last: whoever closes sets it first, so one of both sees the other.
        if (closed) {
            socket.unsafe().closeForcibly();
            throw new IllegalStateException("the connection was given up");
        }
        return socket;
    }

    private static void close(Channel socket) {
        if (socket.isRegistered()) {
            var _ = socket.close();
        } else {
            socket.unsafe().closeForcibly();
        }
    }
}
