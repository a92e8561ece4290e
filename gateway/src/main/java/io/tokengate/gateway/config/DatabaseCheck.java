package io.tokengate.gateway.config;

import io.tokengate.gateway.setup.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether a database can be worked with, told in one line if not. Blocks; for the start. */
final class DatabaseCheck {
    /** The oldest release that the schema and the change log work with, and that is still maintained. */
    static final int MINIMUM = 15;

    private static final String COMMIT = "synchronous_commit";

    /** The one setting that keeps more than what we ask for. */
    private static final String STRICTER = "remote_apply";

    private static final String FACTS = """
            select current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
                   current_setting('synchronous_commit')
            """;

    private DatabaseCheck() {}

    /**
     * Connects and looks.
     *
     * @param access what messages speak of
     * @param database the same, to connect to
     * @return what each session must set, so that what is acknowledged is kept
     * @throws StartupException if it cannot be worked with
     */
    static Map<String, String> run(DatabaseAccess access, DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(FACTS)) {
            facts.next();
            require(access, facts.getInt(1), facts.getBoolean(2));
            // Set in each session even where it is so: the server's setting may be changed while we run.
            return Map.of(COMMIT, STRICTER.equals(facts.getString(3)) ? STRICTER : "on");
        } catch (SQLException e) {
            throw new StartupException(describe(access, e), e);
        }
    }

    static void require(DatabaseAccess access, int version, boolean inRecovery) {
        if (version < MINIMUM) {
            throw new StartupException("the database at " + access.where() + " is PostgreSQL " + version
                    + ": tokengate needs PostgreSQL " + MINIMUM + " or later");
        }
        if (inRecovery) {
            throw new StartupException("the database at " + access.where()
                    + " is a standby: TOKENGATE_DATABASE_URL must lead to the primary");
        }
    }

    private static String describe(DatabaseAccess access, SQLException failure) {
        String at = "the database at " + access.where();
        return switch (state(failure)) {
            case "28P01", "28000" ->
                at + " refuses the user or its password: check TOKENGATE_DATABASE_USERNAME and"
                        + " TOKENGATE_DATABASE_PASSWORD";
            case "3D000" -> at + " has no database of that name: create it, or change TOKENGATE_DATABASE_URL";
            case "42501" -> at + " does not allow it: grant the user of TOKENGATE_DATABASE_USERNAME the database";
            default ->
                at + " cannot be reached: start it, or change TOKENGATE_DATABASE_URL (" + firstLine(failure) + ")";
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static String firstLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse("");
    }
}
