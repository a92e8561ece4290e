package io.tokengate.gateway.http;

import io.tokengate.gateway.support.LeanServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs a lean route, on a real server: what it takes and what it leaves, and how requests begin and end. */
class LeanRunnerTest {
    private static final int SECONDS = 20;
    private static final int ORDINARY = 501;

    @Test
    void handlerSeesHeadersPeerAndBody() throws IOException {
        try (LeanServer server = LeanServer.start(LeanRunnerTest::echo);
                RawConnection connection = server.connect()) {
            Response response = connection
                    .send(LeanServer.post("X-One: 1\r\nx-one: 2\r\nX-Request-Id: from-the-proxy\r\n", "[1]"))
                    .read();
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("1 [1, 2] null null /127.0.0.1 from-the-proxy [1]");
            assertThat(response.headers())
                    .containsOnlyKeys("content-type", "content-length", "x-kind")
                    .containsEntry("content-type", "text/plain")
                    .containsEntry("x-kind", "echo");
        }
    }

    @Test
    void requestsThatNobodyNamedHaveNamesOfTheirOwn() throws IOException {
        try (LeanServer server = LeanServer.start(
                        request -> Mono.just(answer(request.id().value())));
                RawConnection connection = server.connect()) {
            String one = connection.send(LeanServer.post("", "")).read().body();
            String other = connection
                    .send(LeanServer.post("X-Request-Id: a b\r\n", ""))
                    .read()
                    .body();
            assertThat(one).matches("lean-[0-9a-f]+-1");
            assertThat(other).matches("lean-[0-9a-f]+-2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /lean/route? HTTP/1.1",
                "POST /lean/route?x=1 HTTP/1.1",
                "POST //lean/route HTTP/1.1",
                "POST /lean/route/ HTTP/1.1",
                "POST /lean/Route HTTP/1.1",
                "POST /lean/rout%65 HTTP/1.1",
                "POST /lean/route;a=b HTTP/1.1",
                "POST /lean/route#a HTTP/1.1",
                "POST /lean/../lean/route HTTP/1.1",
                "POST http://localhost/lean/route HTTP/1.1",
                "PUT /lean/route HTTP/1.1",
                "GET /lean/route HTTP/1.1",
                "HEAD /lean/route HTTP/1.1",
                "OPTIONS /lean/route HTTP/1.1"
            })
    void whatIsNotPlainIsLeftToTheFramework(String line) throws IOException {
        try (LeanServer server = LeanServer.start(LeanRunnerTest::echo);
                RawConnection connection = server.connect()) {
            assertThat(connection
                            .send(line + "\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                            .readHead()
                            .status())
                    .isEqualTo(ORDINARY);
        }
    }

    @Test
    void hostThatTheFrameworkMustCheckIsLeftToIt() throws IOException {
        try (LeanServer server = LeanServer.start(LeanRunnerTest::echo);
                RawConnection connection = server.connect()) {
            String head = "POST /lean/route HTTP/1.1\r\nContent-Length: 0\r\nHost: ";
            assertThat(connection.send(head + "[::1]\r\n\r\n").read().status()).isEqualTo(ORDINARY);
            assertThat(connection.send(head + "[a:b]\r\n\r\n").read().status()).isEqualTo(400);
        }
    }

    @Test
    void clientThatHangsUpCancels() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        LeanHandler held = request -> Mono.<Answer>never()
                .doOnSubscribe(subscription -> asked.countDown())
                .doOnCancel(cancelled::countDown);
        try (LeanServer server = LeanServer.start(held)) {
            try (RawConnection connection = server.connect()) {
                connection.send(LeanServer.post("", "{}"));
                assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(cancelled.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shutdownWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Sinks.One<Answer> verdict = Sinks.one();
        CompletableFuture<GracefulShutdownResult> ended = new CompletableFuture<>();
        LeanHandler held = request -> verdict.asMono().doOnSubscribe(subscription -> asked.countDown());
        try (LeanServer server = LeanServer.start(held);
                RawConnection connection = server.connect()) {
            connection.send(LeanServer.post("", "{}"));
            assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            server.shutDownGracefully(ended::complete);
            assertThat(ended).isNotDone();
            verdict.tryEmitValue(answer("good"));
            assertThat(connection.read().body()).isEqualTo("good");
            assertThat(ended.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        try (LeanServer server = LeanServer.start(LeanRunnerTest::body);
                RawConnection connection = server.connect()) {
            connection.send(LeanServer.post("", "1") + LeanServer.post("", "22") + LeanServer.post("", ""));
            assertThat(connection.read().body()).isEqualTo("1");
            assertThat(connection.read().body()).isEqualTo("22");
            assertThat(connection.read().body()).isEmpty();
        }
    }

    /** A body that nobody wanted is no part of the next request. */
    @Test
    void bodyThatIsNotReadIsPassedOver() throws IOException {
        try (LeanServer server = LeanServer.start(request -> Mono.just(answer("unread")));
                RawConnection connection = server.connect()) {
            for (int i = 0; i < 3; i++) {
                connection.send(LeanServer.post("", "x".repeat(100_000)));
                assertThat(connection.read().body()).isEqualTo("unread");
            }
        }
    }

    /** The handler is told; it must not answer such a failure with less than the dialect's body, so this is the last resort. */
    @Test
    void handlerThatBreaksItsPromiseEndsTheConnectionOnly() throws IOException {
        LeanHandler broken = request -> Mono.error(new IllegalStateException("broken"));
        try (LeanServer server = LeanServer.start(broken);
                RawConnection connection = server.connect();
                RawConnection other = server.connect()) {
            assertThat(connection.send(LeanServer.post("", "")).read().status()).isEqualTo(500);
            assertThat(connection.isAtEnd()).isTrue();
            assertThat(other.send(LeanServer.post("", "")).read().status()).isEqualTo(500);
        }
    }

    private static Mono<Answer> echo(LeanRequest request) {
        return request.json(1_000)
                .map(body -> new Answer(
                        HttpStatus.CREATED,
                        "text/plain",
                        Map.of("X-Kind", "echo"),
                        text(request, body).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(LeanRequest request, byte[] body) {
        return request.header("X-ONE") + " " + request.headers("X-One") + " " + request.header("X-Two") + " "
                + request.queryParameter("x") + " " + request.peer() + " " + request.id() + " "
                + new String(body, StandardCharsets.UTF_8);
    }

    private static Mono<Answer> body(LeanRequest request) {
        return request.json(1_000).map(body -> answer(new String(body, StandardCharsets.UTF_8)));
    }

    private static Answer answer(String text) {
        return new Answer(HttpStatus.OK, "text/plain", Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }
}
