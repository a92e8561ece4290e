package io.tokengate.client;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.tokengate.client.VerificationException.Kind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Questions over HTTP: {@code POST /v1/tokens:verify}. Connections, waiting questions, time and size of an answer are
 * bounded. Nothing is repeated here: whoever calls this service may, and repeating for all of them is how an outage grows.
 */
final class GatewayCalls {
    private static final int CONNECTIONS = 100;
    private static final int WAITING = 1_000;
    private static final int MAX_ANSWER = 256 * 1024;

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final Duration timeout;

    GatewayCalls(ClientSettings settings) {
        timeout = settings.timeout();
        connections = ConnectionProvider.builder("tokengate-client")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(WAITING)
                .pendingAcquireTimeout(timeout)
                // Before the gateway closes it, which does so after 60 seconds.
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
        http = HttpClient.create(connections)
                .baseUrl(settings.uri().toString().replaceAll("/+$", ""))
                .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + settings.token())
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json"));
    }

    Mono<Verdict> verify(String token) {
        return http.post()
                .uri("/v1/tokens:verify")
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(VerifyJson.question(token))))
                .response((response, body) -> verdict(response.status().code(), body))
                .next()
                .timeout(timeout)
                .onErrorMap(GatewayCalls::described);
    }

    /** Closes all connections. */
    void close() {
        connections.dispose();
    }

    private static Mono<Verdict> verdict(int status, ByteBufFlux body) {
        return switch (status) {
            case 200 ->
                body.asByteArray()
                        .reduceWith(ByteArrayOutputStream::new, GatewayCalls::append)
                        .map(whole -> VerifyJson.verdict(whole.toByteArray()));
            case 401, 403 -> refused(Kind.CALLER_REFUSED, "The gateway refuses this service's own token: " + status);
            case 503 -> refused(Kind.UNAVAILABLE, "The gateway cannot know now");
            default -> refused(Kind.UNEXPECTED, "The gateway answers " + status);
        };
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream whole, byte[] part) {
        if (whole.size() + part.length > MAX_ANSWER) {
            throw new VerificationException(Kind.UNEXPECTED, "The gateway's answer is too long", null);
        }
        whole.writeBytes(part);
        return whole;
    }

    private static Mono<Verdict> refused(Kind kind, String message) {
        return Mono.error(() -> new VerificationException(kind, message, null));
    }

    private static Throwable described(Throwable failure) {
        return failure instanceof VerificationException
                ? failure
                : new VerificationException(Kind.UNREACHABLE, "The gateway is not reached, or too slow", failure);
    }
}
