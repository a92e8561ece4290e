package io.tokengate.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which no request is under way and nothing is said. It looks a few times in the allowed time
 * and remembers only whether anything was said since, where the server's own handler is taken out of the pipeline and
 * put back, timer and all, at each request. Stands right behind the codec, so a head that comes byte by byte says
 * nothing until it is whole. One for each connection, on its event loop.
 */
public final class IdleHandler extends ChannelDuplexHandler {
    private static final int LOOKS = 4;
    private static final int FINAL = 200;

    private final long interval;
    private int underWay;
    private int quietLooks;
    private @Nullable Future<?> next;

    /**
     * Allows a time of silence.
     *
     * @param allowed at least; a fourth more at most
     */
    public IdleHandler(Duration allowed) {
        this.interval = allowed.toNanos() / LOOKS;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        lookLater(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        quietLooks = 0;
        if (message instanceof HttpRequest) {
            underWay++;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        quietLooks = 0;
        if (message instanceof LastHttpContent && !isInterim(message)) {
            underWay--;
        }
        var _ = context.write(message, promise);
    }

    private void look(ChannelHandlerContext context) {
        // The first look after something was said does not count: it may have been said a moment ago.
        if (underWay <= 0 && quietLooks++ == LOOKS) {
            var _ = context.close();
        } else {
            lookLater(context);
        }
    }

    private void lookLater(ChannelHandlerContext context) {
        next = context.executor().schedule(() -> look(context), interval, TimeUnit.NANOSECONDS);
    }

    /** Such as 100, after which the response is yet to come. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response && response.status().code() < FINAL;
    }
}
