package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.account.PasswordStamp;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.store.NewSession;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Sessions in PostgreSQL; whether one is still good is decided in the query, on the rows of its user and tenant. */
public final class R2dbcSessionRepository implements SessionRepository {
    private static final int USER_COLUMNS = 11;

    private static final String SELECT = "select " + R2dbcUserRepository.COLUMNS + """
            , s.id, s.kind, s.password_stamp
              from login_session s
              join app_user o on o.id = s.user_id
              join tenant n on n.id = o.tenant_id
             where s.expires_at > $2 and o.active and o.deleted_at is null and n.active
               and s.password_stamp = encode(sha256(convert_to(o.password_hash, 'UTF8')), 'hex')
            """;

    private static final String INSERT = """
            with ended as (
                delete from login_session
                 where user_id = $2
                   and id <= (select id from login_session where user_id = $2 order by id desc offset $7 limit 1)
            )
            insert into login_session (digest, user_id, kind, password_stamp, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            """;

    private final GuardedDatabase database;

    public R2dbcSessionRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(NewSession session) {
        return database.change(database.sql(INSERT)
                .bind(0, session.digest().bytes())
                .bind(1, session.userId())
                .bind(2, session.kind().name())
                .bind(3, session.stamp().hex())
                .bind(4, session.createdAt())
                .bind(5, session.expiresAt())
                .bind(6, MAX_OF_USER - 1)
                .then());
    }

    @Override
    public Mono<Session> find(TokenDigest digest, Instant now) {
        return one(database.sql(SELECT + "and s.digest = $1")
                .bind(0, digest.bytes())
                .bind(1, now));
    }

    @Override
    public Mono<Session> findById(long id, Instant now) {
        return one(database.sql(SELECT + "and s.id = $1").bind(0, id).bind(1, now));
    }

    private Mono<Session> one(GenericExecuteSpec statement) {
        return database.read(statement.map(R2dbcSessionRepository::read).one());
    }

    private static Session read(Readable row) {
        return new Session(
                Objects.requireNonNull(row.get(USER_COLUMNS, Long.class)),
                SessionKind.valueOf(Objects.requireNonNull(row.get(USER_COLUMNS + 1, String.class))),
                R2dbcUserRepository.read(row),
                new PasswordStamp(Objects.requireNonNull(row.get(USER_COLUMNS + 2, String.class))));
    }
}
