package io.tokengate.gateway.store;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever transport there is, dead connections are found in a minute rather than in two hours. */
class WatchedLoopsTest {
    private final WatchedLoops loops = new WatchedLoops("watched-test", 1, Duration.ofSeconds(6));

    @AfterEach
    void end() {
        loops.dispose();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void idleConnectionsAreKeptAlive(boolean isNative) {
        Channel channel = loops.onChannel(SocketChannel.class, loops.onClient(isNative));
        try {
            boolean epoll = channel instanceof EpollSocketChannel;
            ChannelOption<Integer> idle =
                    epoll ? EpollChannelOption.TCP_KEEPIDLE : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE);
            ChannelOption<Integer> probes =
                    epoll ? EpollChannelOption.TCP_KEEPCNT : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT);
            assertThat(channel.config().getOption(idle)).isEqualTo(30);
            assertThat(channel.config().getOption(probes)).isEqualTo(3);
        } finally {
            channel.unsafe().closeForcibly();
        }
    }
}
