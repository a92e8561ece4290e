package io.tokengate.gateway.store;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** One connection that reads the log and listens to hints. Opened by its first read. */
final class ChangeLogConnection {
    private final OwnSockets sockets;
    private final Mono<PostgresqlConnection> session;

    /**
     * Opens nothing yet.
     *
     * @param loops where it lives
     * @param sessions connects on the given loops
     * @param onHint called on a loop for each notification
     */
    ChangeLogConnection(
            LoopResources loops, Function<LoopResources, Mono<PostgresqlConnection>> sessions, Runnable onHint) {
        this.sockets = new OwnSockets(loops);
        this.session = Mono.defer(() -> sessions.apply(sockets))
                .delayUntil(connection -> listen(connection, onHint))
                .cache();
    }

    /** Reads on from a position, absent to begin anew. */
    Mono<ChangeLogRead> read(@Nullable ChangeLogPosition from) {
        return session.flatMap(connection -> read(connection, from));
    }

    /** Ends it at once, whatever it is doing. A server takes no offence at the end of an idle connection. */
    void close() {
        sockets.close();
    }

    private Mono<ChangeLogRead> read(PostgresqlConnection connection, @Nullable ChangeLogPosition from) {
        ChangeLogRead.Rows rows = new ChangeLogRead.Rows();
        boolean goesOn = from != null && from.connection() == this;
        return Flux.from(ChangeLogSql.next(connection, from, goesOn).execute())
                .concatMap(result -> result.map(rows::add))
                .then(Mono.fromCallable(rows::read));
    }

    private static Mono<Void> listen(PostgresqlConnection connection, Runnable onHint) {
        connection.getNotifications().onErrorComplete().subscribe(notification -> onHint.run());
        return Flux.from(connection.createStatement(ChangeLogSql.LISTEN).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
