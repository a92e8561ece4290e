package io.tokengate.gateway.support;

import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tokens of all dialects in all states, written behind the gateway's back. Owners and tenants are made anew by each
 * instance.
 */
public final class SampleTokens {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final RunningGateway gateway;
    private final List<TokenFormat> formats;
    private final long home;
    private final long other;
    private final long closed;
    private final long active;
    private final long inactive;
    private final long ofOther;
    private final long ofClosed;

    /** What a token is. */
    public enum State {
        GOOD,
        DISABLED,
        EXPIRED,
        REVOKED,
        OWNER_INACTIVE,
        TENANT_INACTIVE,
        /** Good, in a tenant that is not the installation's. */
        ELSEWHERE
    }

    /** One of them. */
    public record Sample(String secret, DialectName dialect, State state, String name) {
        @Override
        public String toString() {
            return dialect + " " + state;
        }
    }

    public SampleTokens(RunningGateway gateway) throws SQLException {
        this.gateway = gateway;
        this.formats = gateway.beans(TokenFormat.class);
        try (Connection database = gateway.connect()) {
            home = number(database, "select tenant_id from installation");
            other = tenant(database, true);
            closed = tenant(database, false);
            active = user(database, home, true);
            inactive = user(database, home, false);
            ofOther = user(database, other, true);
            ofClosed = user(database, closed, true);
        }
    }

    /** So many of each dialect and state, shuffled by their random secrets. */
    public List<Sample> all(int each, String... scopes) throws SQLException {
        List<Sample> samples = new ArrayList<>();
        try (Connection database = gateway.connect()) {
            database.setAutoCommit(false);
            for (TokenFormat format : formats) {
                for (State state : State.values()) {
                    for (int i = 0; i < each; i++) {
                        samples.add(insert(database, format, state, name(), scopes));
                    }
                }
            }
            database.commit();
        }
        return samples;
    }

    /** One. */
    public Sample one(String dialect, State state, String... scopes) throws SQLException {
        return named(dialect, state, name(), scopes);
    }

    /** One of this name. */
    public Sample named(String dialect, State state, String name, String... scopes) throws SQLException {
        TokenFormat format = formats.stream()
                .filter(candidate -> candidate.dialect().value().equals(dialect))
                .findFirst()
                .orElseThrow();
        try (Connection database = gateway.connect()) {
            return insert(database, format, state, name, scopes);
        }
    }

    /** The public id of a token. */
    public String id(Sample sample) throws SQLException {
        try (Connection database = gateway.connect();
                PreparedStatement statement =
                        database.prepareStatement("select public_id from token where digest = ?")) {
            statement.setBytes(1, digest(sample.secret()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** A text of a dialect's form that nobody issued, its checksum right. */
    public String unknown(String dialect) {
        return formats.stream()
                .filter(candidate -> candidate.dialect().value().equals(dialect))
                .findFirst()
                .orElseThrow()
                .mint()
                .secret()
                .reveal();
    }

    private Sample insert(Connection database, TokenFormat format, State state, String name, String... scopes)
            throws SQLException {
        Minted minted = format.mint();
        Instant now = Instant.now();
        try (PreparedStatement statement = database.prepareStatement("""
                insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled,
                                   created_at, updated_at, expires_at, revoked_at)
                values (?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?)
                """)) {
            statement.setLong(1, tenant(state));
            statement.setLong(2, owner(state));
            statement.setString(3, format.dialect().value());
            statement.setString(4, minted.publicId());
            statement.setBytes(5, digest(minted.secret().reveal()));
            statement.setString(6, name);
            statement.setArray(7, database.createArrayOf("text", scopes));
            statement.setBoolean(8, state != State.DISABLED);
            statement.setTimestamp(9, Timestamp.from(now.minusSeconds(100)));
            statement.setTimestamp(10, Timestamp.from(now.minusSeconds(100)));
            statement.setTimestamp(11, state == State.EXPIRED ? Timestamp.from(now.minusSeconds(1)) : null);
            statement.setTimestamp(12, state == State.REVOKED ? Timestamp.from(now) : null);
            statement.executeUpdate();
        }
        return new Sample(minted.secret().reveal(), format.dialect(), state, name);
    }

    private long tenant(State state) {
        return switch (state) {
            case TENANT_INACTIVE -> closed;
            case ELSEWHERE -> other;
            case GOOD, DISABLED, EXPIRED, REVOKED, OWNER_INACTIVE -> home;
        };
    }

    private long owner(State state) {
        return switch (state) {
            case TENANT_INACTIVE -> ofClosed;
            case ELSEWHERE -> ofOther;
            case OWNER_INACTIVE -> inactive;
            case GOOD, DISABLED, EXPIRED, REVOKED -> active;
        };
    }

    private static String name() {
        return "sample " + NUMBERS.incrementAndGet();
    }

    private static byte[] digest(String secret) {
        return TokenHasher.digest(TokenSecret.of(secret)).bytes();
    }

    private static long tenant(Connection database, boolean active) throws SQLException {
        return number(
                database,
                "insert into tenant (public_id, name, active, created_at, updated_at) values ('" + UUID.randomUUID()
                        + "', '" + UUID.randomUUID() + "', " + active + ", now(), now()) returning id");
    }

    private static long user(Connection database, long tenant, boolean active) throws SQLException {
        String name = "sample" + UUID.randomUUID().toString().substring(0, 8);
        return number(
                database,
                "insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular,"
                        + " created_at, updated_at) values ('" + UUID.randomUUID() + "', " + tenant + ", '" + name
                        + "', '" + name + "@example.org', 'none', array['USER'], " + active
                        + ", true, now(), now()) returning id");
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
