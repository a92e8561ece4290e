package io.tokengate.gateway.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ValidationDepth;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.secret.SecretSealer;
import io.tokengate.domain.secret.SigningKeys;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.AuditRepository;
import io.tokengate.domain.store.LoginRepository;
import io.tokengate.domain.store.RecoverableSecrets;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.gateway.cache.CacheSettings;
import io.tokengate.gateway.metrics.Meters;
import io.tokengate.gateway.resilience.BreakerGuard;
import io.tokengate.gateway.resilience.Breakers;
import io.tokengate.gateway.store.BatchedUsageRecorder;
import io.tokengate.gateway.store.ChangeLogPruner;
import io.tokengate.gateway.store.GuardedDatabase;
import io.tokengate.gateway.store.KeyLoader;
import io.tokengate.gateway.store.LoginPruning;
import io.tokengate.gateway.store.PostgresAuditLog;
import io.tokengate.gateway.store.R2dbcAuditRepository;
import io.tokengate.gateway.store.R2dbcLoginRepository;
import io.tokengate.gateway.store.R2dbcSessionRepository;
import io.tokengate.gateway.store.R2dbcTenantRepository;
import io.tokengate.gateway.store.R2dbcTokenLookup;
import io.tokengate.gateway.store.R2dbcTokenRepository;
import io.tokengate.gateway.store.R2dbcTransactions;
import io.tokengate.gateway.store.R2dbcUserRepository;
import io.tokengate.gateway.store.SealedSecrets;
import io.tokengate.gateway.store.SpentConnections;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.netty.resources.LoopResources;

/** The pool and what reads and writes through it. Every wait has an end. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    static final Duration ACQUIRE = Duration.ofSeconds(2);
    private static final Duration VALIDATE = Duration.ofSeconds(1);
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** So many requests may wait for a connection before further ones are answered 503 at once. */
    private static final int MAX_PENDING = 1_000;

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(
            PreparedDatabase database,
            LoopResources databaseLoops,
            @Value("${tokengate.database.pool.size:16}") int size) {
        HostsInTurn connections = database.sessions(databaseLoops, UnaryOperator.identity());
        ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .name("tokengate")
                .initialSize(1)
                .maxSize(size)
                .maxAcquireTime(ACQUIRE)
                .acquireRetry(0)
                .maxCreateConnectionTime(connections.longest())
                .maxValidationTime(VALIDATE)
                .validationDepth(ValidationDepth.LOCAL)
                .backgroundEvictionInterval(IDLE)
                .customizer(pools -> pools.sizeBetween(1, size)
                        .maxPendingAcquire(MAX_PENDING)
                        .evictionPredicate(new SpentConnections(IDLE, LIFE)))
                .build());
        return WarmPool.of(pool, database.access(), connections.longest().plus(ACQUIRE));
    }

    @Bean
    DatabaseClient database(ConnectionPool pool) {
        return DatabaseClient.create(pool);
    }

    @Bean
    Transactions transactions(ConnectionPool pool, BreakerGuard managementGuard) {
        return new R2dbcTransactions(
                TransactionalOperator.create(new R2dbcTransactionManager(pool)),
                managementGuard,
                PreparedDatabase.TRANSACTION);
    }

    @Bean
    TokenRepository tokenRepository(GuardedDatabase managed) {
        return new R2dbcTokenRepository(managed);
    }

    @Bean
    TokenLookup tokenLookup(DatabaseClient database, Breakers breakers, CacheSettings settings) {
        // Ends before the engine gives up, whose cancel would tell the breaker nothing.
        Duration limit = settings.loadLimit().multipliedBy(9).dividedBy(10);
        BreakerGuard guard = new BreakerGuard(breakers.verification(), limit, limit);
        return new R2dbcTokenLookup(new GuardedDatabase(database, guard));
    }

    @Bean
    UserRepository userRepository(GuardedDatabase managed) {
        return new R2dbcUserRepository(managed);
    }

    @Bean
    TenantRepository tenantRepository(GuardedDatabase managed) {
        return new R2dbcTenantRepository(managed);
    }

    @Bean
    SessionRepository sessionRepository(GuardedDatabase managed) {
        return new R2dbcSessionRepository(managed);
    }

    @Bean
    LoginRepository loginRepository(GuardedDatabase managed) {
        return new R2dbcLoginRepository(managed);
    }

    @Bean
    AuditRepository auditRepository(GuardedDatabase managed) {
        return new R2dbcAuditRepository(managed);
    }

    @Bean
    AuditLog auditLog(GuardedDatabase managed) {
        return new PostgresAuditLog(managed);
    }

    @Bean
    RecoverableSecrets recoverableSecrets(GuardedDatabase managed, SealingKeys keys, SecretGenerator generator) {
        return new SealedSecrets(managed, new SecretSealer(keys, generator));
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
    BackgroundWork backgroundWork(
            DatabaseClient database,
            ChecksumKeys checksumKeys,
            SigningKeys signingKeys,
            ChangeLogPruner pruner,
            BatchedUsageRecorder usage,
            Clock clock) {
        return new BackgroundWork(
                KeyLoader.checksum(database, checksumKeys),
                KeyLoader.signing(database, signingKeys),
                pruner,
                new LoginPruning(database, clock),
                usage);
    }
}
