package io.tokengate.gateway.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What tests ask the database itself. */
public final class Rows {
    private Rows() {}

    /** The number that a query answers with. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * How many statements of the connection's database wait for a lock. To be asked on a connection outside of a transaction: inside
     * one PostgreSQL shows again what it showed first.
     *
     * @param statement a pattern of {@code like}
     */
    public static long waiting(Connection connection, String statement) throws SQLException {
        return number(connection, """
                select count(*) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock' and query like '%s'
                """.formatted(statement));
    }
}
