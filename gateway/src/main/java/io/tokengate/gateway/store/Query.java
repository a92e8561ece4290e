package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.SigningKey;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is asked at the start, and of that again each minute, what may change.
 *
 * @param row what a row says
 */
record Query<T>(String sql, Function<Readable, T> row) {
    /** The keys of the checksums at the end of secrets. */
    static final Query<ChecksumKey> CHECKSUM_KEYS = new Query<>(
            "select id, key, issues_from from checksum_key", row -> new ChecksumKey(id(row), bytes(row), from(row)));

    /** The keys of signed answers. */
    static final Query<SigningKey> SIGNING_KEYS = new Query<>(
            "select id, seed, signs_from from signing_key", row -> new SigningKey(id(row), bytes(row), from(row)));

    private static Integer id(Readable row) {
        return Objects.requireNonNull(row.get(0, Integer.class));
    }

    private static byte[] bytes(Readable row) {
        return Objects.requireNonNull(row.get(1, byte[].class));
    }

    private static Instant from(Readable row) {
        return Objects.requireNonNull(row.get(2, Instant.class));
    }
}
