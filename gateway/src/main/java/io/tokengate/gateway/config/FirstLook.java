package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.store.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * What a start finds in the database, asked over one connection in the way that serves requests. Where all is done, which is
 * so at every start but the first, the other driver is not even loaded.
 *
 * @param sessionOptions what each session must set
 * @param schema whether this release can serve over it
 * @param installation what the first start made; empty before it, and where the schema is another
 */
record FirstLook(Map<String, String> sessionOptions, Schema.State schema, Optional<Installation> installation) {
    /** For all the answers, once connected. */
    private static final Duration ANSWERS = Duration.ofSeconds(30);

    private static final String APPLIED = """
            select string_agg(version, ',' order by installed_rank), bool_and(success), (select since from schema_support)
              from flyway_schema_history
            """;

    /**
     * Looks. Blocks.
     *
     * @throws StartupException if the database cannot be worked with
     */
    static FirstLook at(DatabaseAccess access, LoopResources loops) {
        HostsInTurn connections =
                access.r2dbc(session -> session.loopResources(loops).statementTimeout(PreparedDatabase.STATEMENT));
        Mono<FirstLook> look = Mono.usingWhen(
                connections.create(), connection -> look(access, connection), PostgresqlConnection::close);
        return MainThread.await(look, connections.longest().plus(ANSWERS), failure -> refusal(access, failure));
    }

    /** Whether there is nothing to make, and nothing to complain of. */
    boolean isAllDone(SealingKeys given) {
        return installation.filter(made -> made.isWhole(given)).isPresent();
    }

    private static Mono<FirstLook> look(DatabaseAccess access, Connection connection) {
        return Flux.from(connection.createStatement(DatabaseCheck.FACTS).execute())
                .flatMap(result -> result.map(facts -> DatabaseCheck.sessionOptions(access, facts)))
                .single()
                .flatMap(options -> look(options, connection));
    }

    private static Mono<FirstLook> look(Map<String, String> options, Connection connection) {
        return schema(connection)
                .flatMap(schema -> schema == Schema.State.OTHER
                        ? Mono.just(new FirstLook(options, schema, Optional.empty()))
                        : Installation.read(connection)
                                .singleOptional()
                                .map(installation -> new FirstLook(options, schema, installation)));
    }

    /** Looks without Flyway, which need not begin unless the schema is another. */
    static Mono<Schema.State> schema(Connection connection) {
        return Flux.from(connection.createStatement(APPLIED).execute())
                .flatMap(result -> result.map(FirstLook::schema))
                .single()
                // No such table, most likely. Whatever it is, Flyway finds it too, and has words for it.
                .onErrorReturn(R2dbcException.class, Schema.State.OTHER);
    }

    private static Schema.State schema(Readable row) {
        String versions = row.get(0, String.class);
        Integer since = row.get(2, Integer.class);
        boolean applied = Boolean.TRUE.equals(row.get(1, Boolean.class));
        return applied && versions != null && since != null
                ? Schema.state(List.of(versions.split(",")), since)
                : Schema.State.OTHER;
    }

    private static StartupException refusal(DatabaseAccess access, Throwable failure) {
        return failure instanceof StartupException told ? told : DatabaseRefusal.of(access, failure);
    }
}
