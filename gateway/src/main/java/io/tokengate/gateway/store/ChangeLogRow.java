package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.store.Change;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log.
 *
 * @param id its key
 * @param xid the transaction that wrote it
 * @param at when it was written, by the database's clock
 * @param change what it tells
 */
record ChangeLogRow(long id, long xid, Instant at, Change change) {
    /** Reads the row's columns of a {@link ChangeLogSql} statement; absent where there was nothing to read. */
    static @Nullable ChangeLogRow read(Readable row) {
        Long id = row.get(9, Long.class);
        return id == null
                ? null
                : new ChangeLogRow(
                        id,
                        Objects.requireNonNull(row.get(10, Long.class)),
                        Objects.requireNonNull(row.get(11, Instant.class)),
                        change(row));
    }

    private static Change change(Readable row) {
        byte[] digest = row.get(13, byte[].class);
        Long owner = row.get(14, Long.class);
        Long tenant = row.get(15, Long.class);
        return switch (Objects.requireNonNull(row.get(12, String.class))) {
            case "token" -> digest == null ? new Change.All() : new Change.Token(TokenDigest.of(digest));
            case "owner" -> owner == null ? new Change.All() : new Change.Owner(owner);
            case "tenant" -> tenant == null ? new Change.All() : new Change.Tenant(tenant);
            // Also what a later release may add: what is not understood may be about anything.
            default -> new Change.All();
        };
    }
}
