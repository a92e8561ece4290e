package io.tokengate.gateway.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.AuditRepository;
import io.tokengate.domain.store.LoginRepository;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.gateway.metrics.Meters;
import io.tokengate.gateway.store.BatchedUsageRecorder;
import io.tokengate.gateway.store.ChecksumKeyLoader;
import io.tokengate.gateway.store.LoginPruning;
import io.tokengate.gateway.store.PostgresAuditLog;
import io.tokengate.gateway.store.R2dbcAuditRepository;
import io.tokengate.gateway.store.R2dbcLoginRepository;
import io.tokengate.gateway.store.R2dbcSessionRepository;
import io.tokengate.gateway.store.R2dbcTenantRepository;
import io.tokengate.gateway.store.R2dbcTokenRepository;
import io.tokengate.gateway.store.R2dbcTransactions;
import io.tokengate.gateway.store.R2dbcUserRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.netty.resources.LoopResources;

/** The pool and what reads and writes through it. Every wait has an end. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration STATEMENT = Duration.ofSeconds(5);
    private static final Duration LOCK = Duration.ofSeconds(3);
    private static final Duration TRANSACTION = Duration.ofSeconds(10);
    private static final Duration ACQUIRE = Duration.ofSeconds(2);
    private static final Duration VALIDATE = Duration.ofSeconds(1);
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** So many requests may wait for a connection before further ones are answered 503 at once. */
    private static final int MAX_PENDING = 1_000;

    /** Loops of their own: colocated, all connections pile onto the loop that happened to open them. */
    @Bean(destroyMethod = "dispose")
    LoopResources databaseLoops() {
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        return LoopResources.create("tokengate-db", LoopResources.DEFAULT_IO_SELECT_COUNT, loops, true, false);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(
            PreparedDatabase database,
            LoopResources databaseLoops,
            @Value("${tokengate.database.pool.size:16}") int size) {
        PostgresqlConnectionFactory connections = new PostgresqlConnectionFactory(database.r2dbc()
                .loopResources(databaseLoops)
                .connectTimeout(CONNECT)
                .statementTimeout(STATEMENT)
                .lockWaitTimeout(LOCK)
                .options(sessionOptions(database))
                .tcpKeepAlive(true)
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .name("tokengate")
                .initialSize(Math.min(2, size))
                .maxSize(size)
                .maxAcquireTime(ACQUIRE)
                .acquireRetry(0)
                .maxCreateConnectionTime(CONNECT)
                .maxLifeTime(LIFE)
                .maxIdleTime(IDLE)
                .maxValidationTime(VALIDATE)
                .validationDepth(ValidationDepth.LOCAL)
                .customizer(pool -> pool.sizeBetween(Math.min(2, size), size).maxPendingAcquire(MAX_PENDING))
                .build());
    }

    @Bean
    Transactions transactions(ReactiveTransactionManager manager) {
        return new R2dbcTransactions(TransactionalOperator.create(manager), TRANSACTION);
    }

    @Bean
    TokenRepository tokenRepository(DatabaseClient database) {
        return new R2dbcTokenRepository(database);
    }

    @Bean
    UserRepository userRepository(DatabaseClient database) {
        return new R2dbcUserRepository(database);
    }

    @Bean
    TenantRepository tenantRepository(DatabaseClient database) {
        return new R2dbcTenantRepository(database);
    }

    @Bean
    SessionRepository sessionRepository(DatabaseClient database) {
        return new R2dbcSessionRepository(database);
    }

    @Bean
    LoginRepository loginRepository(DatabaseClient database) {
        return new R2dbcLoginRepository(database);
    }

    @Bean
    AuditRepository auditRepository(DatabaseClient database) {
        return new R2dbcAuditRepository(database);
    }

    @Bean
    AuditLog auditLog(DatabaseClient database) {
        return new PostgresAuditLog(database);
    }

    @Bean
    BatchedUsageRecorder usageRecorder(DatabaseClient database, MeterRegistry registry) {
        BatchedUsageRecorder recorder = new BatchedUsageRecorder(database);
        FunctionCounter.builder(Meters.USAGE_DROPPED.key(), recorder, BatchedUsageRecorder::dropped)
                .description(Meters.USAGE_DROPPED.description())
                .register(registry);
        return recorder;
    }

    @Bean
    BackgroundWork backgroundWork(DatabaseClient database, ChecksumKeys keys, BatchedUsageRecorder usage, Clock clock) {
        return new BackgroundWork(new ChecksumKeyLoader(database, keys), new LoginPruning(database, clock), usage);
    }

    private static Map<String, String> sessionOptions(PreparedDatabase database) {
        Map<String, String> options = new HashMap<>(database.sessionOptions());
        options.put("idle_in_transaction_session_timeout", Long.toString(TRANSACTION.toMillis()));
        return options;
    }
}
