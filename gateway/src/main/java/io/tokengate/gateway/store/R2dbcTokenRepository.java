package io.tokengate.gateway.store;

import io.tokengate.domain.store.NewToken;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenRef;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tokens in PostgreSQL. */
public final class R2dbcTokenRepository implements TokenRepository {
    /** Rows fetched at a time, so that a long list is streamed rather than held in memory. */
    private static final int FETCH_SIZE = 500;

    private final GuardedDatabase database;

    public R2dbcTokenRepository(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<ApiToken> findByDigest(TokenDigest digest) {
        return one(database.sql(TokenSql.BY_DIGEST).bind(0, digest.bytes()));
    }

    @Override
    public Mono<ApiToken> findById(TokenId id) {
        return one(database.sql(TokenSql.BY_ID).bind(0, id.value()));
    }

    @Override
    public Mono<ApiToken> find(TokenRef ref) {
        return one(bound(TokenSql.BY_REF, ref));
    }

    @Override
    public Mono<ApiToken> findForUpdate(TokenRef ref) {
        return one(bound(TokenSql.BY_REF_FOR_UPDATE, ref));
    }

    @Override
    public Flux<ApiToken> list(TokenQuery query) {
        return database.list(bound(TokenListSql.list(query))
                .filter(statement -> statement.fetchSize(FETCH_SIZE))
                .map(TokenRow::read)
                .all());
    }

    /** Takes as long as a list does. */
    @Override
    public Mono<Long> count(TokenFilter filter) {
        return database.list(
                        bound(TokenListSql.count(filter)).mapValue(Long.class).all())
                .next();
    }

    @Override
    public Mono<ApiToken> insert(NewToken token) {
        GenericExecuteSpec insert = database.sql(TokenSql.INSERT)
                .bind(0, token.tenantId())
                .bind(1, token.ownerId())
                .bind(2, token.dialect().value())
                .bind(3, token.publicId())
                .bind(4, token.digest().bytes())
                .bind(5, token.name())
                .bind(6, token.scopes().names().toArray(String[]::new))
                .bind(7, token.personal())
                .bind(8, token.enabled())
                .bind(9, token.createdAt())
                .bind(10, SqlValue.orNull(token.expiresAt(), Instant.class));
        return database.change(insert.mapValue(Long.class).one()).flatMap(id -> findById(new TokenId(id)));
    }

    @Override
    public Mono<Void> update(ApiToken token) {
        return database.change(database.sql(TokenSql.UPDATE)
                .bind(0, token.id().value())
                .bind(1, token.name())
                .bind(2, token.scopes().names().toArray(String[]::new))
                .bind(3, token.enabled())
                .bind(4, token.updatedAt())
                .bind(5, SqlValue.orNull(token.modifiedAt(), Instant.class))
                .then());
    }

    @Override
    public Mono<Void> revoke(TokenId id, Instant at) {
        return database.change(
                database.sql(TokenSql.REVOKE).bind(0, id.value()).bind(1, at).then());
    }

    @Override
    public Mono<Long> revokeOwnedBy(long ownerId, Instant at) {
        return database.change(database.sql(TokenSql.REVOKE_OWNED)
                .bind(0, ownerId)
                .bind(1, at)
                .fetch()
                .rowsUpdated());
    }

    private GenericExecuteSpec bound(String sql, TokenRef ref) {
        return database.sql(sql)
                .bind(0, ref.tenantId())
                .bind(1, ref.dialect().value())
                .bind(2, ref.publicId());
    }

    private GenericExecuteSpec bound(TokenListSql sql) {
        GenericExecuteSpec statement = database.sql(sql.text());
        List<Object> values = sql.values();
        for (int i = 0; i < values.size(); i++) {
            statement = statement.bind(i, values.get(i));
        }
        return statement;
    }

    private Mono<ApiToken> one(GenericExecuteSpec statement) {
        return database.read(statement.map(TokenRow::read).one());
    }
}
