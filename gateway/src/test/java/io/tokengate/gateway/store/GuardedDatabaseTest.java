package io.tokengate.gateway.store;

import io.r2dbc.spi.ConnectionFactory;
import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginSource;
import io.tokengate.domain.account.PasswordStamp;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.NewSession;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.resilience.StoreGuard;
import io.tokengate.gateway.support.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Under what each kind of work runs: what is taken for a read may be run twice. */
class GuardedDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StoreGuard guard = new Noting();
    private final GuardedDatabase database = new GuardedDatabase(GATEWAY.bean(DatabaseClient.class), guard);
    private final R2dbcUserRepository users = new R2dbcUserRepository(database);

    @Test
    void readsAreReadsAndListsAreLists() {
        StepVerifier.create(users.findById(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(users.list(1, 0, 1))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        assertThat(asked).containsExactly("read", "list");
    }

    /** All those that are made outside of transactions, some with an answer that looks like a read's. */
    @Test
    void changesAreChanges() {
        Instant now = Instant.now();
        R2dbcSessionRepository sessions = new R2dbcSessionRepository(database);
        StepVerifier.create(sessions.insert(new NewSession(
                        TokenHasher.digest(TokenSecret.of("session of " + now)),
                        1,
                        SessionKind.LOGIN,
                        new PasswordStamp("0".repeat(64)),
                        now,
                        now.plusSeconds(1))))
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(new R2dbcTenantRepository(database).insert(UUID.randomUUID(), "guarded " + now, now))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        R2dbcLoginRepository logins = new R2dbcLoginRepository(database);
        LoginAttempt attempt = new LoginAttempt("guarded " + now, LoginSource.of("192.0.2.1"));
        StepVerifier.create(logins.countFailure(attempt, new LoginLimits(1, 1, LIMIT), now))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(logins.remember(attempt, now)).expectComplete().verify(LIMIT);
        assertThat(asked).hasSize(4).containsOnly("change");
    }

    @Test
    void transactionIsOneChangeWhateverIsInIt() {
        R2dbcTransactions transactions = new R2dbcTransactions(
                TransactionalOperator.create(new R2dbcTransactionManager(GATEWAY.bean(ConnectionFactory.class))),
                guard,
                LIMIT);
        Mono<Long> work = users.lock(1)
                .then(users.findById(1))
                .thenMany(users.list(1, 0, 1))
                .count();
        StepVerifier.create(transactions.inTransaction(work))
                .expectNext(1L)
                .expectComplete()
                .verify(LIMIT);
        assertThat(asked).containsExactly("change");
    }

    private final class Noting implements StoreGuard {
        @Override
        public <T> Mono<T> read(Mono<T> work) {
            return work.doOnSubscribe(begun -> asked.add("read"));
        }

        @Override
        public <T> Flux<T> list(Flux<T> work) {
            return work.doOnSubscribe(begun -> asked.add("list"));
        }

        @Override
        public <T> Mono<T> change(Mono<T> work) {
            return work.doOnSubscribe(begun -> asked.add("change"));
        }
    }
}
