package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginRecord;
import io.tokengate.domain.store.LoginRepository;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Failed logins in PostgreSQL: each of the three is one statement, and a row's lock puts concurrent ones in turn. */
public final class R2dbcLoginRepository implements LoginRepository {
    private static final String FAMILIAR =
            "exists (select from login_source where account = $1 and source = $2 and succeeded_at > $3)";

    private static final String FIND = """
            select coalesce(max(failures) filter (where source = $2), 0),
                   coalesce(max(failures) filter (where source = ''), 0),
            """ + FAMILIAR + """

              from login_failure
             where account = $1 and source in ($2, '') and expires_at > $4
            """;

    /** The rows in the order of their sources: two statements that took them in different orders would deadlock. */
    private static final String COUNT = """
            with known as (
                select
            """ + FAMILIAR + """
                 as familiar
            ), counted as (
                insert into login_failure as f (account, source, failures, expires_at)
                select $1, place, 1, $5
                  from unnest(array['', $2]) as places (place)
                 where place <> '' or not (select familiar from known)
                 order by place
                on conflict (account, source) do update
                   set failures = case when f.expires_at <= $4 then 1 else f.failures + 1 end,
                       expires_at = case
                           when f.expires_at <= $4 or f.failures + 1 = case f.source when '' then $7 else $6 end
                           then excluded.expires_at
                           else f.expires_at
                       end
                returning source, failures
            )
            select coalesce(max(failures) filter (where source = $2), 0),
                   coalesce(max(failures) filter (where source = ''), 0),
                   (select familiar from known)
              from counted
            """;

    /** Written once an hour at most, so that a client that logs in all the time costs no write. */
    private static final String REMEMBER = """
            with forgotten as (
                delete from login_source
                 where account = $1
                   and source in (select source from login_source where account = $1 and source <> $2
                                   order by succeeded_at desc offset $4)
            )
            insert into login_source as s (account, source, succeeded_at) values ($1, $2, $3)
            on conflict (account, source) do update
               set succeeded_at = excluded.succeeded_at
             where s.succeeded_at < excluded.succeeded_at - interval '1 hour'
            """;

    private final GuardedDatabase database;

    public R2dbcLoginRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<LoginRecord> find(LoginAttempt attempt, Instant now) {
        return database.read(one(bound(FIND, attempt).bind(2, now.minus(MEMORY)).bind(3, now)));
    }

    @Override
    public Mono<LoginRecord> countFailure(LoginAttempt attempt, LoginLimits limits, Instant now) {
        return database.change(one(bound(COUNT, attempt)
                .bind(2, now.minus(MEMORY))
                .bind(3, now)
                .bind(4, now.plus(limits.window()))
                .bind(5, limits.failures())
                .bind(6, limits.strangers())));
    }

    @Override
    public Mono<Void> remember(LoginAttempt attempt, Instant now) {
        return database.change(
                bound(REMEMBER, attempt).bind(2, now).bind(3, MAX_SOURCES - 1).then());
    }

    private GenericExecuteSpec bound(String sql, LoginAttempt attempt) {
        return database.sql(sql)
                .bind(0, attempt.account())
                .bind(1, attempt.source().text());
    }

    private static Mono<LoginRecord> one(GenericExecuteSpec statement) {
        return statement.map(R2dbcLoginRepository::read).one();
    }

    private static LoginRecord read(Readable row) {
        return new LoginRecord(
                Objects.requireNonNull(row.get(0, Integer.class)),
                Objects.requireNonNull(row.get(1, Integer.class)),
                Objects.requireNonNull(row.get(2, Boolean.class)));
    }
}
