package io.tokengate.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tokengate.gateway.http.RequestException.Kind;
import io.tokengate.gateway.support.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies as they come from the wire: whole, in parts, too many, too late or never. */
class DirectBodyTest {
    private static final int LIMIT = 100_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private DisposableServer server = serve(LONG);

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void isReadWhole() throws IOException {
        assertThat(answer(announced(""))).isEqualTo(sum(""));
        assertThat(answer(announced("{}"))).isEqualTo(sum("{}"));
        assertThat(answer("POST / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(sum(""));
    }

    @Test
    void isReadInParts() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.sendBytewise(announced("{\"token\": 1}"));
            assertThat(connection.read().body()).isEqualTo(sum("{\"token\": 1}"));
        }
    }

    @Test
    void isReadInManyChunks() throws IOException {
        Random random = new Random(20_261_124);
        StringBuilder chunks = new StringBuilder();
        StringBuilder body = new StringBuilder();
        while (body.length() < LIMIT) {
            String part = "x".repeat(1 + random.nextInt(Math.min(900, LIMIT - body.length())));
            body.append(part);
            chunks.append(Integer.toHexString(part.length()))
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        assertThat(answer(chunked(chunks + "0\r\nTrailer: x\r\n\r\n"))).isEqualTo(sum(body.toString()));
    }

    @Test
    void limitIsStillRead() throws IOException {
        assertThat(answer(announced("x".repeat(LIMIT)))).isEqualTo(sum("x".repeat(LIMIT)));
    }

    @Test
    void announcedTooLargeIsRefusedUnread() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + Long.MAX_VALUE + "\r\n\r\n");
            refused(Kind.TOO_LARGE);
        }
    }

    @Test
    void tooLargeWithoutAnnouncementIsRefused() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            String chunk = Integer.toHexString(LIMIT / 2 + 1) + "\r\n" + "x".repeat(LIMIT / 2 + 1) + "\r\n";
            connection.send(chunked(chunk + chunk));
            refused(Kind.TOO_LARGE);
        }
    }

    @Test
    void tooSlowIsRefused() throws Exception {
        server.disposeNow();
        server = serve(Duration.ofMillis(50));
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{");
            refused(Kind.TOO_SLOW);
        }
    }

    @Test
    void clientThatHangsUpInTheMiddleIsAFailureOfItsOwn() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{");
        }
        assertThat(failure).succeedsWithin(LONG).isInstanceOf(AbortedException.class);
    }

    /** As when the caller has to be looked up first, and the server refuses a bad chunk by itself meanwhile. */
    @ParameterizedTest
    @EnumSource
    void bodyThatIsAskedForAfterTheEndIsAborted(End end) throws IOException {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        DisposableServer late = HttpServer.create()
                .port(0)
                .handle((request, response) -> {
                    request.withConnection(connection -> end.of(
                            connection.channel(),
                            () -> DirectBody.read(request, LIMIT, LONG)
                                    .subscribe(body::complete, body::completeExceptionally)));
                    return Mono.never();
                })
                .bindNow();
        try (RawConnection connection = new RawConnection(late.port())) {
            connection.send(chunked("zz\r\n")).readToEnd();
            assertThat(body).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(AbortedException.class);
        } finally {
            late.disposeNow();
        }
    }

    /** The moments of a connection's end. */
    enum End {
        CLOSED {
            @Override
            void of(Channel channel, Runnable ended) {
                channel.closeFuture().addListener(end -> ended.run());
            }
        },
        TOLD_TO_ALL {
            @Override
            void of(Channel channel, Runnable ended) {
                channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelInactive(ChannelHandlerContext context) {
                        context.fireChannelInactive();
                        ended.run();
                    }
                });
            }
        },
        OVER {
            @Override
            void of(Channel channel, Runnable ended) {
                channel.closeFuture()
                        .addListener(end -> channel.eventLoop()
                                .execute(() -> channel.eventLoop().execute(ended)));
            }
        },
        SEEN_BY_ANOTHER_THREAD {
            @Override
            void of(Channel channel, Runnable ended) {
                channel.closeFuture()
                        .addListener(end -> Thread.ofPlatform().daemon().start(ended));
            }
        };

        abstract void of(Channel channel, Runnable ended);
    }

    private void refused(Kind kind) {
        assertThat(failure)
                .succeedsWithin(LONG)
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private String answer(String request) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection.send(request).read().body();
        }
    }

    private DisposableServer serve(Duration timeout) {
        return HttpServer.create()
                .port(0)
                .handle((request, response) -> DirectBody.read(request, LIMIT, timeout)
                        .doOnError(failure::complete)
                        .flatMap(body ->
                                response.sendString(Mono.just(sum(body))).then()))
                .bindNow();
    }

    private static String announced(String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String chunks) {
        return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
    }

    private static String sum(String body) {
        return sum(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String sum(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return body.length + " bytes, " + sum.getValue();
    }
}
