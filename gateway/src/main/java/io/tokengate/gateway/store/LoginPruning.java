package io.tokengate.gateway.store;

import io.tokengate.domain.store.LoginRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Removes what is over of logins every minute: sessions, failures, sources. Of failures it keeps no more than
 * {@value #MAX_FAILURES} rows, so that guessing at ever new names does not fill the disk; those that would go first
 * anyway go first. Replicas may all do it: each skips what another is removing.
 */
public final class LoginPruning {
    private static final Logger LOG = LoggerFactory.getLogger(LoginPruning.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_FAILURES = 200_000;

    /** Rows in one statement, so that each is far from its time limit. */
    private static final long BATCH = 10_000;

    private static final String SESSIONS = """
            delete from login_session
             where ctid = any (array(select ctid from login_session where expires_at <= $1
                                      order by expires_at limit $2 for update skip locked))
            """;

    private static final String FAILURES = """
            delete from login_failure
             where ctid = any (array(
                   select ctid from login_failure
                    where expires_at <= greatest($1, (select expires_at from login_failure
                                                       order by expires_at desc offset $3 limit 1))
                    order by expires_at limit $2 for update skip locked))
            """;

    private static final String SOURCES = """
            delete from login_source
             where ctid = any (array(select ctid from login_source where succeeded_at <= $1
                                      order by succeeded_at limit $2 for update skip locked))
            """;

    private final DatabaseClient database;
    private final Clock clock;
    private final int maxFailures;

    public LoginPruning(DatabaseClient database, Clock clock) {
        this(database, clock, MAX_FAILURES);
    }

    LoginPruning(DatabaseClient database, Clock clock, int maxFailures) {
        this.database = database;
        this.clock = clock;
        this.maxFailures = maxFailures;
    }

    /** Goes on until it is disposed; a failed turn is made good by the next. */
    public Disposable keepPruning() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> prune().onErrorResume(failure -> {
                    LOG.warn("old logins were not removed: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe();
    }

    /** Removes all that is over now; error as of any store. */
    Mono<Void> prune() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return all(statement(SESSIONS, now))
                    .then(all(statement(FAILURES, now).bind(2, maxFailures)))
                    .then(all(statement(SOURCES, now.minus(LoginRepository.MEMORY))));
        });
    }

    private DatabaseClient.GenericExecuteSpec statement(String sql, Instant until) {
        return database.sql(sql).bind(0, until).bind(1, BATCH);
    }

    private static Mono<Void> all(DatabaseClient.GenericExecuteSpec statement) {
        Mono<Long> batch = StoreErrors.translated(statement.fetch().rowsUpdated());
        return batch.repeat().takeUntil(removed -> removed < BATCH).then();
    }
}
