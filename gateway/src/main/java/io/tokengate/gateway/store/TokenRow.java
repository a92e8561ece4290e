package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.account.Role;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.LastUse;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.Tenant;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.domain.token.TokenId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@link TokenSql}, by index: names would be looked up anew in each row. */
final class TokenRow {
    private TokenRow() {}

    static ApiToken read(Readable row) {
        return new ApiToken(
                new TokenId(get(row, 0, Long.class)),
                new DialectName(get(row, 1, String.class)),
                get(row, 2, String.class),
                tenant(row),
                owner(row),
                get(row, 3, String.class),
                Scopes.of(get(row, 4, String[].class)),
                get(row, 5, Boolean.class),
                get(row, 6, Boolean.class),
                get(row, 7, Instant.class),
                get(row, 8, Instant.class),
                row.get(9, Instant.class),
                row.get(10, Instant.class),
                row.get(11, Instant.class),
                get(row, 12, Long.class),
                lastUse(row));
    }

    /** The digest that {@link TokenSql#BY_DIGESTS} selects, too. */
    static TokenDigest digest(Readable row) {
        return TokenDigest.of(get(row, 24, byte[].class));
    }

    /** The roles of a column of text. */
    static Set<Role> roles(String[] names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(names).map(Role::valueOf).forEach(roles::add);
        return Collections.unmodifiableSet(roles);
    }

    private static Owner owner(Readable row) {
        return new Owner(
                get(row, 13, Long.class),
                get(row, 14, UUID.class),
                get(row, 15, String.class),
                roles(get(row, 16, String[].class)),
                get(row, 17, Boolean.class));
    }

    private static Tenant tenant(Readable row) {
        return new Tenant(
                get(row, 18, Long.class),
                get(row, 19, UUID.class),
                get(row, 20, String.class),
                get(row, 21, Boolean.class));
    }

    private static @Nullable LastUse lastUse(Readable row) {
        Instant at = row.get(22, Instant.class);
        return at == null ? null : new LastUse(at, row.get(23, String.class));
    }

    private static <T> T get(Readable row, int index, Class<T> type) {
        return Objects.requireNonNull(row.get(index, type));
    }
}
