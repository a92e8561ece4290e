package io.tokengate.gateway.store;

import io.r2dbc.pool.ConnectionPool;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.TcpProxy;
import io.tokengate.gateway.support.TcpProxy.Way;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that is there and says nothing: every request has an end, and all is well once it speaks again. */
class FrozenDatabaseTest {
    private static final int REQUESTS = 24;

    @ParameterizedTest
    @EnumSource(Way.class)
    void everyRequestIsAnsweredAndItServesAgain(Way way) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String database = server.newDatabase();
        URI real = URI.create(server.url(database));
        try (TcpProxy proxy = new TcpProxy(real.getHost(), real.getPort())) {
            String url = "postgresql://127.0.0.1:" + proxy.port() + "/" + database;
            try (RunningGateway gateway = RunningGateway.start(database, Map.of("tokengate.database.url", url))) {
                assertThat(gateway.statusOfList()).isEqualTo(200);
                proxy.freeze(way);
                Mono<List<Integer>> statuses = Flux.range(0, REQUESTS)
                        .flatMap(
                                i -> Mono.fromCallable(() -> i % 2 == 0 ? gateway.statusOfList() : create(gateway))
                                        .subscribeOn(Schedulers.boundedElastic()),
                                REQUESTS)
                        .collectList();
                StepVerifier.create(statuses)
                        .assertNext(all -> assertThat(all).hasSize(REQUESTS).containsOnly(503))
                        .expectComplete()
                        .verify(Duration.ofSeconds(60));
                proxy.pass();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> gateway.statusOfList() == 200);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> gateway.bean(ConnectionPool.class)
                                .getMetrics()
                                .filter(pool -> pool.acquiredSize() == 0)
                                .isPresent());
            }
        }
    }

    private static int create(RunningGateway gateway) {
        return gateway.client()
                .post()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("name", "frozen", "scopes", List.of("metrics.read")))
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }
}
