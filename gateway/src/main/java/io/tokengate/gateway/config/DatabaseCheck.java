package io.tokengate.gateway.config;

import io.r2dbc.spi.Readable;
import io.tokengate.gateway.setup.StartupException;
import java.util.Map;
import java.util.Objects;

/** Whether a server is one that can be worked with, and what its sessions need. */
final class DatabaseCheck {
    /** The oldest release that the schema and the change log work with, and that is still maintained. */
    static final int MINIMUM = 15;

    /** What {@link #sessionOptions} reads. */
    static final String FACTS = """
            select current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
                   current_setting('synchronous_commit')
            """;

    private static final String COMMIT = "synchronous_commit";

    /** The one setting that keeps more than what we ask for. */
    private static final String STRICTER = "remote_apply";

    private DatabaseCheck() {}

    /**
     * What each session must set, so that what is acknowledged is kept.
     *
     * @throws StartupException if it cannot be worked with
     */
    static Map<String, String> sessionOptions(DatabaseAccess access, Readable facts) {
        require(
                access,
                Objects.requireNonNull(facts.get(0, Integer.class)),
                Boolean.TRUE.equals(facts.get(1, Boolean.class)));
        // Set in each session even where it is so: the server's setting may be changed while we run.
        return Map.of(COMMIT, STRICTER.equals(facts.get(2, String.class)) ? STRICTER : "on");
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
}
