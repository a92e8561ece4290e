package io.tokengate.gateway.store;

import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TimeRange;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.support.FreshSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of a list reads as many rows as it shows: from an index in its order, and without sorting. */
class TokenListPlanTest {
    private static final DialectName DIALECT = new DialectName("d");
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Connection connection;
    private long tenant;

    @BeforeEach
    void begin() throws SQLException {
        connection = FreshSchema.connect();
        connection.setAutoCommit(false);
        tenant = Long.parseLong(text("insert into tenant (public_id, name, created_at, updated_at) "
                + "values (gen_random_uuid(), 'plan', now(), now()) returning id"));
        text("insert into app_user (public_id, tenant_id, username, email, password_hash, roles, active, regular, "
                + "created_at, updated_at) values (gen_random_uuid(), " + tenant + ", 'plan', 'plan@x', '', '{USER}', "
                + "true, true, now(), now()) returning id");
        text("insert into token (tenant_id, owner_id, dialect, public_id, digest, name, scopes, personal, enabled, "
                + "created_at, updated_at, expires_at, modified_at) select u.tenant_id, u.id, 'd', 'p' || n, "
                + "sha256(n::text::bytea), 'n' || n % 100, '{a}', false, true, now() + n * interval '1 s', now(), "
                + "case when n % 2 = 0 then now() + n * interval '1 s' end, "
                + "case when n % 3 = 0 then now() - n * interval '1 s' end "
                + "from app_user u, generate_series(1, 5000) n where u.username = 'plan' returning 1");
        text("insert into token_usage (token_id, last_used_at) select id, now() from token where tenant_id = " + tenant
                + " returning 1");
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze token, app_user, tenant, token_usage");
        }
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    /** By id there are two that serve, and which is better depends on who else has tokens. */
    @ParameterizedTest
    @CsvSource({
        "ID, Index Scan using token_",
        "CREATED, token_by_creation",
        "EXPIRES, token_by_expiry",
        "MODIFIED, token_by_modification"
    })
    void pageComesFromAnIndex(TokenOrder.Key key, String index) throws SQLException {
        Position place = switch (key) {
            case ID, NAME -> new Position("n5", null, 100);
            case CREATED, LAST_USED, EXPIRES, MODIFIED -> new Position(null, TIME, 100);
        };
        for (boolean ascending : new boolean[] {true, false}) {
            TokenOrder order = new TokenOrder(key, ascending);
            assertThat(plan(order, null)).contains(index).doesNotContain("Sort");
            assertThat(plan(order, place)).contains(index).doesNotContain("Sort");
        }
    }

    @Test
    void countJoinsNothingThatItDoesNotAskFor() {
        TokenFilter all = TokenFilter.all(tenant, DIALECT);
        assertThat(TokenListSql.count(all).text()).doesNotContain("join");
        TokenFilter used = new TokenFilter(
                tenant,
                DIALECT,
                null,
                "plan",
                null,
                null,
                null,
                TimeRange.ANY,
                TimeRange.ANY,
                new TimeRange(TIME, null));
        assertThat(TokenListSql.count(used).text())
                .contains("join app_user", "join token_usage")
                .doesNotContain("join tenant");
    }

    private String plan(TokenOrder order, @Nullable Position after) throws SQLException {
        TokenListSql sql = TokenListSql.list(new TokenQuery(TokenFilter.all(tenant, DIALECT), order, after, 0, 50));
        String values = sql.values().stream()
                .map(value -> value instanceof Number ? value.toString() : "'" + value + "'")
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("deallocate all");
            statement.execute("prepare page as " + sql.text());
        }
        return text("explain (costs off) execute page(" + values + ")");
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(text.isEmpty() ? "" : "\n").append(rows.getString(1));
            }
            return text.toString();
        }
    }
}
