package io.tokengate.gateway.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reading a long log costs an index or two, whatever the planner knows of the parameters. */
class ChangeLogSqlTest {
    private static final String ARGUMENTS = "(1000000, '{999, 998}', 10001)";
    private static final String NEW_CONNECTION = "(1000000, now() - interval '1 minute', 10001, 1, 1, now())";

    private static LoggedDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = LoggedDatabase.create();
        database.execute(
                "insert into token_change (xid, at, kind, digest) select -i / 3, now() - i * interval '1 second', "
                        + "'token', sha256(i::text::bytea) from generate_series(1, 50000) i",
                "analyze token_change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_generic_plan", "force_custom_plan"})
    void bothBranchesUseTheIndexOfIds(String mode) throws SQLException {
        assertThat(scans(mode, "(bigint, bigint[], bigint)", ChangeLogSql.NEWS, ARGUMENTS))
                .hasSize(2)
                .allMatch(scan -> scan.contains("using token_change_by_xid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_generic_plan", "force_custom_plan"})
    void afterAReconnectTheIndexOfTimesIsUsedToo(String mode) throws SQLException {
        assertThat(scans(
                        mode,
                        "(bigint, timestamptz, bigint, bigint, bigint, timestamptz)",
                        ChangeLogSql.NEWS_OF_A_NEW_CONNECTION,
                        NEW_CONNECTION))
                .hasSize(3)
                .anyMatch(scan -> scan.contains("using token_change_by_xid"))
                .anyMatch(scan -> scan.contains("using token_change_by_time"))
                .noneMatch(scan -> scan.contains("Seq Scan"));
    }

    /** The lines of the plan that touch the log. */
    private static List<String> scans(String mode, String types, String sql, String arguments) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = " + mode);
            statement.execute("prepare reading " + types + " as " + sql);
            List<String> scans = new ArrayList<>();
            try (ResultSet plan = statement.executeQuery("explain execute reading " + arguments)) {
                while (plan.next()) {
                    scans.add(plan.getString(1));
                }
            }
            return scans.stream()
                    .filter(line -> line.matches(".* on token_change( .*|$)"))
                    .toList();
        }
    }
}
