package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.protocol.BearerCallers;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.security.VerificationCallers;
import io.tokengate.gateway.support.ApiTokens;
import io.tokengate.gateway.support.LeanServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RawConnection.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/** What a batch makes of verdicts that come late, never, or all at once; on a real server, with verdicts of the test's choice. */
class BatchVerifyHandlerTest {
    private static final Verification UNKNOWN = new Rejected(Rejection.UNKNOWN, null);

    private final Map<String, Sinks.One<Verification>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void whatCannotBeKnownIsToldSoAndTheRestIsTold() throws IOException {
        TokenVerifier verifier = presented -> presented.reveal().equals("away")
                ? Mono.error(new Unavailable("the database is away", null))
                : Mono.just(UNKNOWN);
        try (LeanServer server = LeanServer.start(handler(verifier));
                RawConnection connection = server.connect()) {
            Response response =
                    connection.send(batch(List.of("a", "away", "b", "away"))).read();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .isEqualTo("{\"results\":[{\"valid\":false,\"reason\":\"UNKNOWN\"},"
                            + "{\"valid\":false,\"reason\":\"UNAVAILABLE\"},"
                            + "{\"valid\":false,\"reason\":\"UNKNOWN\"},"
                            + "{\"valid\":false,\"reason\":\"UNAVAILABLE\"}]}");
        }
    }

    @Test
    void callerThatCannotBeKnownIs503() throws IOException {
        BearerCallers callers = callers(presented -> Mono.error(new Unavailable("the database is away", null)));
        BatchVerifyHandler handler = new BatchVerifyHandler(callers, verdicts(presented -> Mono.just(UNKNOWN)));
        try (LeanServer server = LeanServer.start(handler);
                RawConnection connection = server.connect()) {
            Response response = connection.send(batch(List.of("a"))).read();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("retry-after")).isEqualTo("1");
        }
    }

    @Test
    void lateVerdictsKeepTheirPlaces() throws IOException {
        try (LeanServer server = LeanServer.start(handler(this::later));
                RawConnection connection = server.connect()) {
            connection.send(batch(List.of("0", "1", "2")));
            Awaitility.await().until(() -> asked.size() == 3);
            answer("2", Rejection.DISABLED);
            answer("0", Rejection.EXPIRED);
            answer("1", Rejection.REVOKED);
            assertThat(connection.read().body().replaceAll("[^A-Z]+", " ").strip())
                    .isEqualTo("EXPIRED REVOKED DISABLED");
        }
    }

    @Test
    void noMoreThanAStretchIsAskedForAtOnce() throws IOException {
        try (LeanServer server = LeanServer.start(handler(this::later));
                RawConnection connection = server.connect()) {
            connection.send(batch(numbers(1_000)));
            Awaitility.await().until(() -> asked.size() == BatchVerifyHandler.STRETCH);
            connection.readHead();
            for (int stretch = 1; stretch <= 4; stretch++) {
                int expected = stretch * BatchVerifyHandler.STRETCH;
                Awaitility.await().until(() -> asked.size() == expected);
                List.copyOf(asked.keySet()).forEach(token -> answer(token, Rejection.UNKNOWN));
            }
            assertThat(connection.readChunks().split("UNKNOWN", -1)).hasSize(1_001);
        }
    }

    @Test
    void clientThatLeavesEndsTheWaiting() throws IOException {
        try (LeanServer server = LeanServer.start(handler(this::later));
                RawConnection connection = server.connect()) {
            connection.send(batch(numbers(300)));
            Awaitility.await().until(() -> asked.size() == BatchVerifyHandler.STRETCH);
            connection.reset();
            Awaitility.await().until(() -> cancelled.get() == BatchVerifyHandler.STRETCH);
            assertThat(asked).hasSize(BatchVerifyHandler.STRETCH);
        }
    }

    /** A client that reads nothing: what its window does not hold is not even asked for. */
    @Test
    void clientThatDoesNotReadIsNotWorkedFor() throws IOException {
        AtomicInteger verified = new AtomicInteger();
        Verification huge = new Verified(ApiTokens.named("x".repeat(100_000)));
        TokenVerifier verifier = presented -> {
            verified.incrementAndGet();
            return Mono.just(huge);
        };
        try (LeanServer server = LeanServer.start(handler(verifier));
                RawConnection connection = server.connect()) {
            connection.send(batch(numbers(1_000)));
            Awaitility.await().until(() -> verified.get() >= BatchVerifyHandler.STRETCH);
            Awaitility.await().during(Duration.ofMillis(500)).until(() -> verified.get() < 1_000);
            connection.readHead();
            assertThat(connection.readChunks()).hasSizeGreaterThan(100_000_000);
            assertThat(verified).hasValue(1_000);
        }
    }

    private Mono<Verification> later(TokenSecret presented) {
        Sinks.One<Verification> verdict = Sinks.one();
        asked.put(presented.reveal(), verdict);
        return verdict.asMono().doOnCancel(cancelled::incrementAndGet);
    }

    private void answer(String token, Rejection reason) {
        Objects.requireNonNull(asked.get(token)).tryEmitValue(new Rejected(reason, null));
    }

    private static BatchVerifyHandler handler(TokenVerifier verifier) {
        return new BatchVerifyHandler(
                callers(presented -> Mono.just(new Verified(ApiTokens.verifier()))), verdicts(verifier));
    }

    private static BearerCallers callers(TokenVerifier verifier) {
        return new BearerCallers(
                new VerificationCallers(
                        verifier, (token, at, address) -> {}, new ClientAddress(List.of()), Clock.systemUTC()),
                CallerScopes.VERIFY,
                VerifyErrors.REFUSALS);
    }

    private static Verdicts verdicts(TokenVerifier verifier) {
        return new Verdicts(verifier, new Visibility(ApiTokens.TENANT), (token, at, address) -> {}, Clock.systemUTC());
    }

    private static List<String> numbers(int size) {
        return IntStream.range(0, size).mapToObj(Integer::toString).toList();
    }

    private static String batch(List<String> tokens) {
        return LeanServer.post(
                "Authorization: Bearer caller\r\n", "{\"tokens\":[\"" + String.join("\",\"", tokens) + "\"]}");
    }
}
