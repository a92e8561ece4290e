package io.tokengate.gateway.store;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Event loops for connections to the database, each of which has an end to its waiting: {@link SilenceLimit} for one
 * that is asked something, the system's keep-alive for one that is idle. The loops are the one place that the driver
 * lets us put it. Not colocated: all connections would pile onto the loop that happened to open them.
 */
public final class WatchedLoops extends DelegatingLoops {
    private static final int KEEP_ALIVE_IDLE_SECONDS = 30;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final LoopResources loops;
    private final Duration silence;

    /**
     * Makes loops; whoever makes them disposes of them.
     *
     * @param count of threads
     * @param silence so long a connection may leave a question without any answer
     */
    public WatchedLoops(String name, int count, Duration silence) {
        this(LoopResources.create(name, LoopResources.DEFAULT_IO_SELECT_COUNT, count, true, false), silence);
    }

    private WatchedLoops(LoopResources loops, Duration silence) {
        super(loops);
        this.loops = loops;
        this.silence = silence;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C channel = super.onChannel(type, group);
        channel.pipeline().addLast("tokengate.silenceLimit", new SilenceLimit(silence));
        set(channel, EpollChannelOption.TCP_KEEPIDLE, ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
        set(
                channel,
                EpollChannelOption.TCP_KEEPINTVL,
                ExtendedSocketOptions.TCP_KEEPINTERVAL,
                KEEP_ALIVE_INTERVAL_SECONDS);
        set(channel, EpollChannelOption.TCP_KEEPCNT, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        return channel;
    }

    @Override
    public boolean isDisposed() {
        return loops.isDisposed();
    }

    @Override
    public void dispose() {
        loops.dispose();
    }

    @Override
    public Mono<Void> disposeLater() {
        return loops.disposeLater();
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return loops.disposeLater(quietPeriod, timeout);
    }

    /** Each transport knows the option by a name of its own, and refuses the other's. */
    private static void set(Channel channel, ChannelOption<Integer> epoll, SocketOption<Integer> java, int value) {
        if (!channel.config().setOption(epoll, value)) {
            channel.config().setOption(NioChannelOption.of(java), value);
        }
    }
}
