package io.tokengate.gateway.protocol.extauthz;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.resilience.InFlight;
import io.tokengate.gateway.support.ApiTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/** The port's beginning and end, and verdicts that are hard to bring about. */
class GrpcServerTest {
    private static final Verification GOOD = new Verified(ApiTokens.ownedBy("a"));

    private final LoopResources loops = LoopResources.create("grpc-test");
    private final List<Sinks.One<Verification>> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final GrpcServer server = server(Mono.defer(() -> {
        Sinks.One<Verification> verdict = Sinks.one();
        asked.add(verdict);
        return verdict.asMono().doOnCancel(cancelled::incrementAndGet);
    }));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }

    private GrpcServer server(Mono<Verification> verdict) {
        return server(presented -> verdict);
    }

    private GrpcServer server(TokenVerifier verifier) {
        return server(verifier, 1_000);
    }

    private GrpcServer server(TokenVerifier verifier, int callsAtOnce) {
        return new GrpcServer(
                0,
                new Authorization(
                                new Passage(verifier, (token, at, address) -> {}, Clock.systemUTC()),
                                new InFlight("tests", callsAtOnce))
                        .bindService(),
                loops);
    }

    /** An answer, since a call that fails would pass where an Envoy lets failures pass. */
    @Test
    void whatCannotBeKnownIsAnAnswerOf503() {
        isAnsweredUnavailable(server(Mono.error(new Unavailable("the database is away", null))));
    }

    @Test
    void callThatFindsNoRoomIsToo() {
        isAnsweredUnavailable(server(presented -> Mono.just(GOOD), 0));
    }

    private static void isAnsweredUnavailable(GrpcServer away) {
        away.start();
        try (ExtAuthzClient client = new ExtAuthzClient(away.port())) {
            CheckResponse response = client.check(Map.of("x-api-token", "x"));
            assertThat(response.getStatus().getCode()).isEqualTo(14);
            assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(503);
            assertThat(response.getDeniedResponse().getHeadersList()).anySatisfy(option -> {
                assertThat(option.getHeader().getKey()).isEqualTo("Retry-After");
                assertThat(option.getHeader().getValue()).isEqualTo("1");
            });
        } finally {
            away.stop();
        }
    }

    @Test
    void faultIsAnAnswerToo() {
        GrpcServer faulty = server(presented -> {
            throw new IllegalStateException("secret");
        });
        faulty.start();
        try (ExtAuthzClient client = new ExtAuthzClient(faulty.port())) {
            CheckResponse response = client.check(Map.of("x-api-token", "x"));
            assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(500);
            assertThat(response.getDeniedResponse().getBody()).doesNotContain("secret");
        } finally {
            faulty.stop();
        }
    }

    @Test
    void callThatIsGivenUpIsCancelledAndNoOther() throws Exception {
        try (ExtAuthzClient client = new ExtAuthzClient(server.port())) {
            CancellableContext leaving = Context.current().withCancellation();
            Future<CheckResponse> given = leaving.call(() -> ask(client));
            Future<CheckResponse> staying = ask(client);
            Awaitility.await().until(() -> asked.size() == 2);
            leaving.cancel(null);
            Awaitility.await().until(() -> cancelled.get() == 1);
            asked.forEach(verdict -> verdict.tryEmitValue(GOOD));
            assertThat(staying.get().hasOkResponse()).isTrue();
            assertThat(given).failsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void stopEndsTheCallsAndIsToldBefore() throws Exception {
        try (ExtAuthzClient client = new ExtAuthzClient(server.port())) {
            server.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
            var health = HealthGrpc.newBlockingStub(client.channel()).watch(HealthCheckRequest.getDefaultInstance());
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            Future<CheckResponse> open = ask(client);
            Awaitility.await().until(() -> asked.size() == 1);

            CompletableFuture<Void> stopped = new CompletableFuture<>();
            server.stop(() -> stopped.complete(null));
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(stopped).isNotDone();
            asked.getFirst().tryEmitValue(GOOD);
            assertThat(open.get().hasOkResponse()).isTrue();
        }
    }

    @Test
    void healthFollowsReadiness() {
        try (ExtAuthzClient client = new ExtAuthzClient(server.port())) {
            var health = HealthGrpc.newBlockingStub(client.channel()).watch(HealthCheckRequest.getDefaultInstance());
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            server.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            server.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    private static Future<CheckResponse> ask(ExtAuthzClient client) {
        AttributeContext.Builder attributes = AttributeContext.newBuilder();
        attributes.getRequestBuilder().getHttpBuilder().putHeaders("x-api-token", "x");
        return AuthorizationGrpc.newFutureStub(client.channel())
                .check(CheckRequest.newBuilder().setAttributes(attributes).build());
    }
}
