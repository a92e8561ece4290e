package io.tokengate.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.tokengate.client.Verdict.Invalid;
import io.tokengate.client.Verdict.Valid;
import io.tokengate.client.VerificationException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a gateway's answers, and of none. */
class TokenGatewayVerifierTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Longer than any test waits. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final String SECRET = "sEcReT-of-the-caller";
    private static final String TOKEN = "sEcReT-of-the-client";
    private static final String GOOD = """
            {"valid":true,"new":[1],"token":{"id":"i","dialect":"native","name":"n","owner":{"id":"o","number":7,
            "username":"u","roles":["USER"]},"tenant":{"id":"t","name":"x"},"scopes":["b","a"],
            "createdAt":"2026-11-24T08:15:30.144Z","expiresAt":"2999-01-01T00:00:00Z"}}""";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private DisposableServer server =
            answering(response -> response.sendString(Mono.just(GOOD)).then());

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private interface Answering {
        Mono<Void> answer(HttpServerResponse response);
    }

    private DisposableServer answering(Answering answering) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .doOnNext(body -> asked.add(request.method() + " " + request.uri() + " "
                                + request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION) + " " + body))
                        .then(Mono.defer(() -> answering.answer(response))))
                .bindNow();
    }

    private void answer(Answering answering) {
        server.disposeNow();
        server = answering(answering);
    }

    private ClientSettings settings(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return new ClientSettings(uri, SECRET, Duration.ZERO, 10, NEVER);
    }

    private ClientSettings settings() {
        return settings("");
    }

    private Mono<Verdict> verify() {
        return verify(settings());
    }

    private static Mono<Verdict> verify(ClientSettings settings) {
        return Mono.using(() -> new TokenGatewayVerifier(settings), verifier -> verifier.verify(TOKEN));
    }

    private void fails(Mono<Verdict> verdict, Kind kind) {
        StepVerifier.create(verdict)
                .expectErrorSatisfies(failure -> {
                    assertThat(failure)
                            .isInstanceOfSatisfying(
                                    VerificationException.class,
                                    e -> assertThat(e.kind()).isEqualTo(kind));
                    assertThat(failure).hasStackTraceContaining("VerificationException");
                    for (Throwable e = failure; e != null; e = e.getCause()) {
                        assertThat(e.toString()).doesNotContain(SECRET, TOKEN);
                    }
                })
                .verify(LONG);
    }

    @Test
    void goodTokenIsToldWithAllThatIsKnown() {
        StepVerifier.create(verify())
                .expectNext(new Valid(
                        "i",
                        "native",
                        "n",
                        new Verdict.Owner("o", "u", Set.of("USER")),
                        "t",
                        Set.of("a", "b"),
                        Instant.parse("2026-11-24T08:15:30.144Z"),
                        Instant.parse("2999-01-01T00:00:00Z")))
                .expectComplete()
                .verify(LONG);
        assertThat(asked).containsExactly("POST /v1/tokens:verify Bearer " + SECRET + " {\"token\":\"" + TOKEN + "\"}");
    }

    @Test
    void badTokenIsToldWithTheReason() {
        answer(response -> response.sendString(Mono.just("{\"valid\":false,\"reason\":\"OF_THE_FUTURE\"}"))
                .then());
        StepVerifier.create(verify())
                .expectNext(new Invalid("OF_THE_FUTURE"))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void pathBeforeTheApiIsKept() {
        StepVerifier.create(verify(settings("/tokens/")))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
        assertThat(asked).first().asString().startsWith("POST /tokens/v1/tokens:verify ");
    }

    @ParameterizedTest
    @CsvSource({
        "401, CALLER_REFUSED",
        "403, CALLER_REFUSED",
        "503, UNAVAILABLE",
        "302, UNEXPECTED",
        "204, UNEXPECTED",
        "400, UNEXPECTED",
        "404, UNEXPECTED",
        "500, UNEXPECTED"
    })
    void anythingButAVerdictIsNone(int status, Kind kind) {
        answer(response -> response.status(status)
                .header("Location", "http://127.0.0.1:" + server.port() + "/elsewhere")
                .send());
        fails(verify(), kind);
        assertThat(asked).as("asked once").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "<html>",
                "{\"valid\":\"sEcReT-of-the-client\"}",
                "{\"valid\":true}",
                "{\"valid\":true,\"token\":{}}",
                "{\"valid\":true,\"token\":{\"id\":\"i\"}}",
                "{\"valid\":false}",
                "{\"reason\":\"EXPIRED\"}",
            })
    void whatIsNoVerdictIsNone(String body) {
        answer(response -> response.sendString(Mono.just(body)).then());
        fails(verify().single(), Kind.UNEXPECTED);
    }

    @Test
    void endlessAnswerIsCutOff() {
        answer(response ->
                response.sendString(Flux.just("x".repeat(10_000)).repeat(1_000)).then());
        StepVerifier.create(verify())
                .expectErrorMessage("The gateway's answer is too long")
                .verify(LONG);
    }

    @Test
    void answerThatEndsTooEarlyIsNone() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> cutShort(listening));
            cutting.setDaemon(true);
            cutting.start();
            URI uri = URI.create("http://127.0.0.1:" + listening.getLocalPort());
            fails(verify(new ClientSettings(uri, SECRET, Duration.ZERO, 10, NEVER)), Kind.UNREACHABLE);
        }
    }

    private static void cutShort(ServerSocket listening) {
        try (Socket connection = listening.accept()) {
            int last = 0;
            while (last >= 0 && last != '}') {
                last = connection.getInputStream().read();
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void slowAnswerIsNotWaitedFor() {
        answer(response -> Mono.never());
        ClientSettings usual = settings();
        fails(
                verify(new ClientSettings(usual.uri(), SECRET, Duration.ZERO, 1, Duration.ofMillis(100))),
                Kind.UNREACHABLE);
    }

    @Test
    void gatewayThatIsNotThereIsNoVerdict() {
        ClientSettings settings = settings();
        server.disposeNow();
        fails(verify(settings), Kind.UNREACHABLE);
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithoutTheToken() {
        URI uri = URI.create("http://localhost");
        assertThat(settings().toString()).doesNotContain(SECRET);
        for (URI bad : new URI[] {URI.create("localhost:8080"), URI.create("ftp://x"), URI.create("http://x?y")}) {
            assertThatThrownBy(() -> ClientSettings.of(bad, SECRET))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("uri must");
        }
        for (String bad : new String[] {"", " ", SECRET + "\n", "ü" + SECRET}) {
            assertThatThrownBy(() -> ClientSettings.of(uri, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("token must")
                    .hasMessageNotContaining("sEcReT");
        }
        assertThatThrownBy(() -> settings().withFreshness(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientSettings(uri, SECRET, Duration.ZERO, 0, LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientSettings(uri, SECRET, Duration.ZERO, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
