package io.tokengate.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices an answer that the HTTP server gives by itself, by its being an error without any body, and puts one with a
 * body in its place ({@link ServerRefusals}). Handlers never answer an error without one. One for each connection.
 */
public final class ServerRefusalsHandler extends ChannelDuplexHandler {
    private final Supplier<ServerRefusals> refusals;
    private @Nullable HttpRequest last;

    public ServerRefusalsHandler(Supplier<ServerRefusals> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            last = request;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var _ = context.write(message instanceof FullHttpResponse answer ? withBody(answer) : message, promise);
    }

    private FullHttpResponse withBody(FullHttpResponse answer) {
        HttpRequest request = last;
        if (request == null || !isRefusal(answer) || request.method().equals(HttpMethod.HEAD)) {
            return answer;
        }
        return refusals.get()
                .instead(answer, request)
                .map(better -> {
                    answer.release();
                    return better;
                })
                .orElse(answer);
    }

    private static boolean isRefusal(FullHttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR
                && !answer.content().isReadable()
                && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }
}
