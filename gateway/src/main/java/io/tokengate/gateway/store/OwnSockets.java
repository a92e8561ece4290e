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
final class OwnSockets implements LoopResources {
    private final LoopResources loops;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Opens sockets on these loops, which go on when the sockets are closed. */
    OwnSockets(LoopResources loops) {
        this.loops = loops;
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
        C socket = loops.onChannel(type, group);
        open.add(socket);
        // Looked at last: whoever closes sets it first, so one of both sees the other.
        if (closed) {
            socket.unsafe().closeForcibly();
            throw new IllegalStateException("the connection was given up");
        }
        return socket;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }

    private static void close(Channel socket) {
        if (socket.isRegistered()) {
            var _ = socket.close();
        } else {
            socket.unsafe().closeForcibly();
        }
    }
}
