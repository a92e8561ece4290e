package io.tokengate.gateway.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/** Puts {@link LenientUri} right behind the HTTP codec, before anything reads the target. */
@Sharable
public final class LenientUriHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            String repaired = LenientUri.repair(request.uri());
            if (!repaired.equals(request.uri())) {
                request.setUri(repaired);
            }
        }
        context.fireChannelRead(message);
    }
}
