package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Result;
import io.tokengate.gateway.setup.Schema.State;
import io.tokengate.gateway.support.FreshSchema;
import io.tokengate.gateway.support.LaterRelease;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a start makes of what it finds. */
class FirstLookTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    @ParameterizedTest
    @MethodSource
    void stateOf(State state, List<String> changes) {
        DatabaseAccess access =
                new DatabaseAccess(DatabaseUrl.parse(FreshSchema.url()), SERVER.username(), SERVER.password());
        Mono<State> found = Mono.usingWhen(
                access.r2dbc(settings -> settings).create(),
                connection -> connection
                        .beginTransaction()
                        .thenMany(Flux.fromIterable(changes))
                        .concatMap(change ->
                                connection.createStatement(change).execute().concatMap(Result::getRowsUpdated))
                        .then(FirstLook.schema(connection)),
                // Ends the transaction, too: nothing of it is kept.
                PostgresqlConnection::close);
        StepVerifier.create(found).expectNext(state).expectComplete().verify(Duration.ofSeconds(60));
    }

    static Stream<Arguments> stateOf() {
        String later = LaterRelease.applied(true);
        String withoutOurLast = "delete from flyway_schema_history where version = '11'";
        return Stream.of(
                arguments(State.OURS, List.of()),
                arguments(State.LATER, List.of(later)),
                arguments(State.OTHER, List.of(later, "update schema_support set since = 12")),
                arguments(State.OTHER, List.of(LaterRelease.applied(false))),
                arguments(State.OTHER, List.of(withoutOurLast)),
                arguments(State.OTHER, List.of(withoutOurLast, later)),
                arguments(State.OTHER, List.of("drop table flyway_schema_history")));
    }

    /** One to look, one of the pool, one that reads the change log: each has a password to prove, which is slow on purpose. */
    @Test
    void startThatHasNothingToMakeOpensThreeConnections() throws Exception {
        String database = SERVER.newDatabase();
        URI real = URI.create(SERVER.url(database));
        RunningGateway.start(database, Map.of()).close();
        try (TcpProxy proxy = new TcpProxy(real.getHost(), real.getPort())) {
            String url = "postgresql://127.0.0.1:" + proxy.port() + "/" + database;
            try (RunningGateway gateway = RunningGateway.start(database, Map.of("tokengate.database.url", url))) {
                assertThat(proxy.accepted()).isEqualTo(3);
                assertThat(gateway.statusOfList()).isEqualTo(200);
            }
        }
    }
}
