package io.tokengate.gateway.resilience;

import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Shedding;
import io.tokengate.gateway.support.LeanServer;
import io.tokengate.gateway.support.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** A request counts until the last byte of its answer is sent, however it ends. */
class InFlightTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final InFlight bound = new InFlight("tests", 1);

    @Test
    void streamedAnswerCountsUntilItEnds() throws IOException {
        Sinks.Many<byte[]> parts = Sinks.many().unicast().onBackpressureBuffer();
        try (LeanServer server = LeanServer.start(request -> Mono.just(streamed(parts.asFlux())), bound);
                RawConnection connection = server.connect();
                RawConnection other = server.connect()) {
            assertThat(connection.send(LeanServer.post("", "")).readHead().status())
                    .isEqualTo(200);
            assertThat(bound.count()).isOne();
            assertThat(other.send(LeanServer.post("", "")).read().status()).isEqualTo(503);
            assertThat(bound.refused()).isOne();
            parts.tryEmitNext("part".getBytes(StandardCharsets.US_ASCII));
            parts.tryEmitComplete();
            assertThat(connection.readChunks()).isEqualTo("part");
            awaitNone();
        }
    }

    @Test
    void placeOfOneThatHungUpInTheMiddleIsGivenBack() throws IOException {
        try (LeanServer server = LeanServer.start(request -> Mono.just(streamed(Flux.never())), bound)) {
            try (RawConnection connection = server.connect()) {
                assertThat(connection.send(LeanServer.post("", "")).readHead().status())
                        .isEqualTo(200);
                assertThat(bound.count()).isOne();
            }
            awaitNone();
        }
    }

    @Test
    void behindTheFrameworkItCountsUntilTheExchangeEnds() {
        Sinks.Empty<Void> sent = Sinks.empty();
        Disposable first = filter(sent.asMono()).subscribe();
        StepVerifier.create(filter(Mono.empty()))
                .expectError(OverloadException.class)
                .verify(LIMIT);
        first.dispose();
        assertThat(bound.count()).isZero();
        StepVerifier.create(filter(Mono.error(new IllegalStateException())))
                .expectError(IllegalStateException.class)
                .verify(LIMIT);
        assertThat(bound.count()).isZero();
    }

    @Test
    void whatThrowsGivesItsPlaceBack() {
        Mono<Void> broken = bound.during(
                () -> {
                    throw new IllegalStateException();
                },
                Mono::empty);
        StepVerifier.create(broken).expectError(IllegalStateException.class).verify(LIMIT);
        assertThat(bound.count()).isZero();
    }

    private Mono<Void> filter(Mono<Void> exchange) {
        return new Shedding(request -> bound)
                .filter(MockServerWebExchange.from(MockServerHttpRequest.get("/")), ignored -> exchange);
    }

    private static Answer streamed(Flux<byte[]> parts) {
        return Answer.streamed(HttpStatus.OK, "text/plain", Map.of(), parts);
    }

    private void awaitNone() {
        Awaitility.await().atMost(LIMIT).until(() -> bound.count() == 0);
    }
}
