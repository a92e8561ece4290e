package io.tokengate.gateway.config;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.store.Installation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.netty.resources.LoopResources;

/**
 * A database that can be worked with: reached, new enough, its schema right, its first start done.
 *
 * @param access where it is, and who we are to it
 * @param sessionOptions what each session must set
 * @param installation what the first start made
 */
record PreparedDatabase(
        DatabaseAccess access, Schema.State schema, Map<String, String> sessionOptions, Installation installation) {
    static final Duration TRANSACTION = Duration.ofSeconds(10);
    static final Duration STATEMENT = Duration.ofSeconds(5);
    private static final Duration LOCK = Duration.ofSeconds(3);

    /**
     * How every session begins: on which loops, and with which limits.
     *
     * @param own what these sessions have besides, or instead
     */
    HostsInTurn sessions(LoopResources loops, UnaryOperator<PostgresqlConnectionConfiguration.Builder> own) {
        Map<String, String> options = new HashMap<>(sessionOptions);
        options.put("idle_in_transaction_session_timeout", Long.toString(TRANSACTION.toMillis()));
        return access.r2dbc(builder -> own.apply(builder.loopResources(loops)
                .statementTimeout(STATEMENT)
                .lockWaitTimeout(LOCK)
                .options(options)
                .tcpKeepAlive(true)));
    }
}
