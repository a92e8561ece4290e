package io.tokengate.gateway.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.SealingKey;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.domain.secret.SigningKey;
import io.tokengate.gateway.http.CursorKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the first start made, and what a replica needs of it before it serves.
 *
 * @param tenant the key of the tenant that administers the installation; it never changes
 * @param cursorKey what cursors are sealed with
 * @param sealings the keys that secrets were ever sealed with
 */
public record Installation(
        long tenant,
        CursorKey cursorKey,
        List<ChecksumKey> checksumKeys,
        List<SigningKey> signingKeys,
        List<Sealing> sealings) {
    private static final Query<Itself> ITSELF =
            new Query<>("select tenant_id, cursor_key from installation", Itself::of);

    private static final Query<Sealing> SEALINGS = new Query<>("""
            select id, encode(fingerprint, 'hex'), exists (select from sealed_secret where key_id = sealing_key.id)
              from sealing_key
            """, Sealing::of);

    /**
     * A key that secrets were sealed with.
     *
     * @param fingerprint of the key, in hexadecimal digits
     * @param needed whether some still are
     */
    public record Sealing(String id, String fingerprint, boolean needed) {
        private static Sealing of(Readable row) {
            return new Sealing(
                    Objects.requireNonNull(row.get(0, String.class)),
                    Objects.requireNonNull(row.get(1, String.class)),
                    Boolean.TRUE.equals(row.get(2, Boolean.class)));
        }

        private boolean is(SealingKey key) {
            return id.equals(key.id()) && fingerprint.equals(HexFormat.of().formatHex(key.fingerprint()));
        }
    }

    /**
     * Reads it, for a schema of this release or of one that it can serve over.
     *
     * @return empty before the first start; an error if it cannot be read
     */
    public static Mono<Installation> read(Connection connection) {
        return rows(connection, ITSELF)
                .flatMapIterable(made -> made)
                .next()
                .flatMap(itself -> rows(connection, Query.CHECKSUM_KEYS)
                        .flatMap(checksum -> rows(connection, Query.SIGNING_KEYS)
                                .flatMap(signing -> rows(connection, SEALINGS)
                                        .map(sealings -> new Installation(
                                                itself.tenant, itself.cursorKey, checksum, signing, sealings)))));
    }

    /** Whether nothing is left to make, and each key that secrets need is given, as it was before. */
    public boolean isWhole(SealingKeys given) {
        return !checksumKeys.isEmpty()
                && !signingKeys.isEmpty()
                && given.keys().stream().allMatch(this::isKnown)
                && sealings.stream()
                        .filter(Sealing::needed)
                        .allMatch(sealing -> given.keys().stream().anyMatch(sealing::is));
    }

    private boolean isKnown(SealingKey key) {
        return sealings.stream().anyMatch(sealing -> sealing.is(key));
    }

    private record Itself(long tenant, CursorKey cursorKey) {
        static Itself of(Readable row) {
            return new Itself(
                    Objects.requireNonNull(row.get(0, Long.class)),
                    new CursorKey(Objects.requireNonNull(row.get(1, byte[].class))));
        }
    }

    private static <T> Mono<List<T>> rows(Connection connection, Query<T> query) {
        return Flux.from(connection.createStatement(query.sql()).execute())
                .concatMap(result -> result.map(query.row()))
                .collectList();
    }
}
