package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.tokengate.domain.store.Transactions;
import io.tokengate.gateway.cache.CacheSettings;
import io.tokengate.gateway.store.ChangeLogPruner;
import io.tokengate.gateway.store.PostgresTokenChanges;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** The change log: its reader, on a connection of its own, and what keeps it short. */
@Configuration(proxyBeanMethods = false)
class ChangeFeedConfiguration {
    /** A read that its reader gave up on does not stay in the server for long: another one may come each second. */
    private static final Duration STATEMENT = Duration.ofSeconds(1);

    private static final Duration PRUNE_INTERVAL = Duration.ofMinutes(5);
    private static final int PRUNE_BATCH = 5_000;

    @Bean(destroyMethod = "close")
    PostgresTokenChanges tokenChanges(PreparedDatabase prepared, DatabaseClient database, CacheSettings settings) {
        return new PostgresTokenChanges(
                loops -> session(prepared, loops), database, settings.maxStale(), System::nanoTime);
    }

    @Bean
    ChangeLogPruner changeLogPruner(
            DatabaseClient database, @Qualifier("transactions") Transactions transactions, CacheSettings settings) {
        return new ChangeLogPruner(
                database, transactions, ChangeLogPruner.keepFor(settings.maxStale()), PRUNE_INTERVAL, PRUNE_BATCH);
    }

    private static Mono<PostgresqlConnection> session(PreparedDatabase prepared, LoopResources loops) {
        return prepared.sessions(loops, session -> session.statementTimeout(STATEMENT))
                .create();
    }
}
