package io.tokengate.gateway.http;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sixty seconds, by a clock that the test moves. */
class IdleHandlerTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void freeze() {
        channel.freezeTime();
        channel.pipeline().addLast(new IdleHandler(Duration.ofSeconds(60)));
    }

    @Test
    void silenceFromTheBeginningCloses() {
        after(60, true);
        after(16, false);
    }

    @Test
    void silenceAfterARequestCloses() {
        after(50, true);
        request();
        response(HttpResponseStatus.OK);
        after(59, true);
        after(17, false);
    }

    @Test
    void requestUnderWayIsNotSilence() {
        request();
        after(1_000, true);
        response(HttpResponseStatus.OK);
        after(59, true);
        after(17, false);
    }

    @Test
    void interimResponseDoesNotEndTheRequest() {
        request();
        response(HttpResponseStatus.CONTINUE);
        after(1_000, true);
    }

    @Test
    void responseInPartsEndsWithItsLast() {
        request();
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        after(1_000, true);
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        after(76, false);
    }

    @Test
    void pipelinedRequestsAreAllUnderWay() {
        request();
        request();
        response(HttpResponseStatus.OK);
        after(1_000, true);
        response(HttpResponseStatus.OK);
        after(76, false);
    }

    @Test
    void bodyThatNobodyReadsIsNoSilence() {
        request();
        response(HttpResponseStatus.OK);
        for (int i = 0; i < 10; i++) {
            after(59, true);
            channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        after(76, false);
    }

    @Test
    void looksNoMoreOnceItIsGone() {
        channel.pipeline().removeLast();
        after(1_000, true);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    private void request() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
    }

    private void response(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    private void after(int seconds, boolean open) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        assertThat(channel.isOpen()).isEqualTo(open);
    }
}
