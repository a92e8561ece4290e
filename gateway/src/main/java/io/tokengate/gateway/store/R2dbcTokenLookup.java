package io.tokengate.gateway.store;

import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Looks tokens up in PostgreSQL, as many as are asked for with one query. */
public final class R2dbcTokenLookup implements TokenLookup {
    private final DatabaseClient database;

    public R2dbcTokenLookup(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<TokenDigest, ApiToken>> findByDigests(Collection<TokenDigest> digests) {
        return StoreErrors.translated(database.sql(TokenSql.BY_DIGESTS)
                        .bind(0, digests.stream().map(R2dbcTokenLookup::hex).toArray(String[]::new))
                        .map(row -> Map.entry(TokenRow.digest(row), TokenRow.read(row)))
                        .all())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String hex(TokenDigest digest) {
        return HexFormat.of().formatHex(digest.bytes());
    }
}
