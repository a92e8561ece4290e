package io.tokengate.gateway.setup;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/** The database's schema, brought to the version that this release works with. */
public final class Schema {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int ATTEMPTS = 10;

    /** Of this release's migrations, in order; a rule of {@code MigrateTest} keeps it so. */
    static final List<String> VERSIONS = List.of("1", "2", "3", "4", "5", "8", "9", "10", "11");

    /** What a start finds. */
    public enum State {
        /** All of this release's migrations have been applied, and no others. */
        OURS,

        /** All of this release's, and others that a later release made, over which this one can serve. */
        LATER,

        /** Any other: {@link #prepare} makes it right, or says why it cannot. */
        OTHER
    }

    private Schema() {}

    /**
     * What it means that these migrations were applied.
     *
     * @param applied in order, each with success
     * @param since the first version whose release can serve over the newest of them
     */
    public static State state(List<String> applied, int since) {
        if (applied.equals(VERSIONS)) {
            return State.OURS;
        }
        boolean supported = since <= Integer.parseInt(VERSIONS.getLast());
        boolean more = applied.size() > VERSIONS.size()
                && applied.subList(0, VERSIONS.size()).equals(VERSIONS);
        return supported && more ? State.LATER : State.OTHER;
    }

    /**
     * Migrates, or only checks. Replicas that start together take turns by Flyway's own lock. A statement waits at most
     * five seconds for a table, so that those queued behind it do not wait for ever, and is then tried again.
     *
     * @param migrate whether this process may change the schema
     * @throws StartupException if the schema is newer than this release can serve over, or older and must not be changed
     */
    public static void prepare(DataSource database, boolean migrate) {
        Flyway flyway = Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .initSql("set lock_timeout = '5s'")
                .load();
        refuseNewer(flyway);
        if (migrate) {
            migrate(flyway);
        } else {
            refuseOlder(flyway);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo info : flyway.info().all()) {
            if (info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED) {
                throw new StartupException("the database's schema is newer (version " + info.getVersion()
                        + ") than this release can serve over (" + newestKnown(flyway)
                        + "): start the release that made it, or a later one");
            }
        }
    }

    private static void refuseOlder(Flyway flyway) {
        if (flyway.info().pending().length > 0) {
            throw new StartupException("the database's schema is older than this release needs (" + newestKnown(flyway)
                    + "): run the migrations first, or set TOKENGATE_MIGRATE=true");
        }
    }

    private static String newestKnown(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(info -> info.getScript().startsWith("V")
                        && !info.getState().name().startsWith("FUTURE"))
                .map(info -> info.getVersion().getVersion())
                .reduce("none", (earlier, later) -> later);
    }

    private static void migrate(Flyway flyway) {
        for (int attempt = 1; ; attempt++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (attempt == ATTEMPTS || !LOCK_NOT_AVAILABLE.equals(sqlState(e))) {
                    throw e;
                }
            }
        }
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return e.getSQLState();
            }
        }
        return null;
    }
}
