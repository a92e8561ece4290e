package io.tokengate.gateway.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the migrations of a later release may do to a schema while replicas of this one serve over it: columns that are empty
 * or have a default, tables and indexes (docs/adr/0038). Replicas of this one start over it, too (docs/adr/0039).
 */
public final class LaterRelease {
    private static final String OUR_TABLES = """
            select tablename from pg_tables
            where schemaname = current_schema() and tablename <> 'flyway_schema_history' order by 1
            """;

    private LaterRelease() {}

    /** Does it, as version 999. */
    public static void migrate(String database) {
        try (Connection connection = PostgresServer.shared().connect(database);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                statement.execute("alter table " + table + " add column later_text text");
                statement.execute("alter table " + table + " add column later_number bigint not null default 7");
                statement.execute("alter table " + table + " add column later_at timestamptz not null default now()");
                statement.execute("create index on " + table + " (later_number)");
            }
            statement.execute("create table later_table (id bigint primary key, name text)");
            statement.execute(applied(true));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The statement that notes only that it was done. */
    public static String applied(boolean success) {
        return """
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                   installed_by, execution_time, success)
                values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, %s)
                """.formatted(success);
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(OUR_TABLES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        if (names.isEmpty()) {
            throw new AssertionError("no tables to add to");
        }
        return names;
    }
}
