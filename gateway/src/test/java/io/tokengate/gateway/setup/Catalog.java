package io.tokengate.gateway.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a schema demands of who works with it: its columns and constraints, a line each.
 *
 * @param lines such as {@code token.name: text not null} and {@code token! CHECK (...)}
 */
record Catalog(List<String> lines) {
    /** At its end: a default would follow. */
    private static final String NOT_NULL = " not null";

    /** Of the tables of the connection's schema but Flyway's own. That a column is not null is told with the column. */
    private static final String PRESENT = """
            select c.relname || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod)
                       || case when a.attnotnull then ' not null' else '' end
                       || case when a.atthasdef or a.attidentity <> '' then ' default' else '' end
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and a.attnum > 0 and not a.attisdropped and c.relname <> 'flyway_schema_history'
            union all
            select c.relname || '! ' || pg_get_constraintdef(k.oid)
            from pg_class c join pg_constraint k on k.conrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and k.contype <> 'n'
              and c.relname <> 'flyway_schema_history'
            """;

    static Catalog present(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PRESENT)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        // Not by the database, whose order is its collation's.
        Collections.sort(lines);
        return new Catalog(lines);
    }

    static Catalog kept(Path file) throws IOException {
        return new Catalog(Files.readAllLines(file));
    }

    /** What a replica that was made for this schema could break on if it had to work with a later one. */
    List<String> breaks(Catalog later) {
        Set<String> before = Set.copyOf(lines);
        Set<String> after = Set.copyOf(later.lines());
        Set<String> tables = lines.stream().map(Catalog::table).collect(Collectors.toSet());
        List<String> breaks = new ArrayList<>();
        lines.stream()
                .filter(line -> isColumn(line) && !after.contains(line))
                .map(line -> "gone or changed: " + line)
                .forEach(breaks::add);
        later.lines().stream()
                .filter(line -> tables.contains(table(line)) && !before.contains(line) && demands(line))
                .map(line -> "demanded anew: " + line)
                .forEach(breaks::add);
        return breaks;
    }

    private static boolean demands(String line) {
        return !isColumn(line) || line.endsWith(NOT_NULL);
    }

    private static boolean isColumn(String line) {
        return line.indexOf('.') > 0 && line.indexOf('.') < line.indexOf(' ');
    }

    private static String table(String line) {
        return line.substring(0, line.indexOf(isColumn(line) ? '.' : '!'));
    }
}
