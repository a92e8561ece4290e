package io.tokengate.gateway.store;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which an answer is awaited and nothing comes for too long. The limits that the server
 * keeps (of a statement, of a lock) are of no use while the server, its machine or the way to it is frozen; this one is
 * ours. Whoever waits gets an error, and the pool is rid of the connection. Begins with the connection, so that one that
 * is accepted and then never spoken to ends too.
 *
 * <p>All of it runs on the connection's event loop.
 */
final class SilenceLimit extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceLimit.class);

    /** So often in the time of the limit is looked; cheaper than a timer for each statement. */
    private static final int LOOKS = 6;

    private final long limit;
    private final AnswerTail tail = new AnswerTail();
    private boolean waiting;
    private boolean reading;
    private long since;
    private @Nullable Future<?> looking;

    SilenceLimit(Duration limit) {
        this.limit = limit.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
        long interval = limit / LOOKS;
        looking = context.executor().scheduleAtFixedRate(() -> look(context), interval, interval, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!waiting) {
            begin();
        }
        var _ = context.write(message, promise);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!reading) {
            reading = true;
            since = System.nanoTime();
        }
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (waiting && message instanceof ByteBuf bytes) {
            since = System.nanoTime();
            waiting = !tail.endsWithAnswer(bytes);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        context.fireChannelReadComplete();
    }

    private void begin() {
        waiting = true;
        since = System.nanoTime();
    }

    private void end() {
        if (looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    /** While nobody reads, since whoever consumes a long list is slow, nothing can come. */
    private void look(ChannelHandlerContext context) {
        if (waiting && reading && System.nanoTime() - since > limit) {
            LOG.warn(
                    "the database at {} said nothing for {} ms: the connection is closed",
                    context.channel().remoteAddress(),
                    TimeUnit.NANOSECONDS.toMillis(limit));
            end();
            var _ = context.close();
        }
    }
}
