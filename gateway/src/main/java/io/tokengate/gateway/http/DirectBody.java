package io.tokengate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Puts the parts of a body together. All its signals, the one that the time is over among them, come on the
 * connection's event loop, so its fields need no guard; only the cancellation may come from elsewhere.
 */
final class DirectBody extends BaseSubscriber<ByteBuf> {
    private static final byte[] NOTHING = {};

    private final MonoSink<byte[]> sink;
    private final int limit;
    private final Duration timeout;
    private final Channel channel;
    private byte[] bytes = NOTHING;
    private int size;
    private @Nullable Future<?> deadline;

    private DirectBody(MonoSink<byte[]> sink, int limit, Duration timeout, Channel channel) {
        this.sink = sink;
        this.limit = limit;
        this.timeout = timeout;
        this.channel = channel;
    }

    /** As {@link Body#read}; a body that is announced too large is refused without being read. */
    static Mono<byte[]> read(HttpServerRequest request, int limit, Duration timeout) {
        if (announced(request) > limit) {
            return Mono.error(() -> Body.tooLarge(limit));
        }
        return Mono.create(sink -> request.withConnection(connection -> {
            DirectBody body = new DirectBody(sink, limit, timeout, connection.channel());
            sink.onDispose(body);
            request.receive().subscribe(body);
        }));
    }

    @Override
    public void dispose() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.dispose();
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        if (channel.isRegistered()) {
            endAfter(timeout, channel.eventLoop());
        }
        requestUnbounded();
    }

    @Override
    protected void hookOnNext(ByteBuf part) {
        int length = part.readableBytes();
        if (length > limit - size) {
            sink.error(Body.tooLarge(limit));
            return;
        }
        if (length > bytes.length - size) {
            // Exact for the first part, which nearly always is all; doubled from then on.
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.min(2 * size, limit)));
        }
        part.readBytes(bytes, size, length);
        size += length;
    }

    @Override
    protected void hookOnComplete() {
        if (channel.isActive()) {
            sink.success(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
        } else {
            // Ended while the caller was judged, by the client or by the server, which refuses broken framing itself:
            // what is received from then on looks like a whole body of no bytes.
            sink.error(new AbortedException("The connection is closed"));
        }
    }

    @Override
    protected void hookOnError(Throwable failure) {
        sink.error(failure);
    }

    /**
     * Most bodies are there before the loop comes to its next task, and need no timer: one that is set and taken back
     * for each of them costs more than reading it. The loop is the connection's own, which no timer has to wake.
     */
    private void endAfter(Duration timeout, EventLoop loop) {
        loop.execute(() -> {
            if (!isDisposed()) {
                deadline = loop.schedule(this::tooSlow, timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private void tooSlow() {
        if (!isDisposed()) {
            sink.error(Body.tooSlow());
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        // The codec lets nothing else through.
        return length == null ? 0 : Long.parseLong(length);
    }
}
