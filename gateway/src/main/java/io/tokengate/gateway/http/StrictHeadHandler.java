package io.tokengate.gateway.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;

/**
 * Marks heads as unreadable that a proxy in front could read otherwise, and the codec lets pass: the server then answers 400
 * and ends the connection. These are transfer codings other than {@code chunked} alone (RFC 9112, section 6.1), and hosts
 * that are missing or several (section 3.2).
 */
@Sharable
public final class StrictHeadHandler extends ChannelInboundHandlerAdapter {
    private static final DecoderResult UNREADABLE =
            DecoderResult.failure(new IllegalArgumentException("host or transfer coding"));

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && request.decoderResult().isSuccess()
                && !(hasOneHost(request) && hasPlainCoding(request.headers()))) {
            request.setDecoderResult(UNREADABLE);
        }
        context.fireChannelRead(message);
    }

    /** HTTP/1.0 knows none. */
    private static boolean hasOneHost(HttpRequest request) {
        Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        }
        hosts.next();
        return !hosts.hasNext();
    }

    private static boolean hasPlainCoding(HttpHeaders headers) {
        // Nearly no request has one, and looking allocates nothing.
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return true;
        }
        Iterator<String> codings = headers.valueStringIterator(HttpHeaderNames.TRANSFER_ENCODING);
        boolean chunked = HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next());
        return chunked && !codings.hasNext();
    }
}
