package io.tokengate.gateway.store;

import io.tokengate.domain.store.TokenLookup;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Looks tokens up in PostgreSQL, as many as are asked for with one query. */
public final class R2dbcTokenLookup implements TokenLookup {
    private final GuardedDatabase database;

    public R2dbcTokenLookup(GuardedDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Map<TokenDigest, ApiToken>> findByDigests(Collection<TokenDigest> digests) {
        return database.read(database.sql(TokenSql.BY_DIGESTS)
                .bind(0, digests.stream().map(R2dbcTokenLookup::hex).toArray(String[]::new))
                .map(row -> Map.entry(TokenRow.digest(row), TokenRow.read(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String hex(TokenDigest digest) {
        return HexFormat.of().formatHex(digest.bytes());
    }
}
