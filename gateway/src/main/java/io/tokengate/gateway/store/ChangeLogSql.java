package io.tokengate.gateway.store;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read the log. Each answers also without rows, and tells its own snapshot: what it did not see is
 * exactly what the next one must look for. The functions used are for every role.
 *
 * <p>Rows are taken below the snapshot's {@code xmax} only: whatever is visible and not below it was written in another
 * history, by a restore, and would be news for ever. Each branch has an order and a limit, so that its index is used
 * whatever the planner thinks of the parameters, and so that one read has an end.
 */
final class ChangeLogSql {
    /** More rows than this in one read are told as one change of everything. */
    static final int MAX_ROWS = 10_000;

    /** The channel of hints. */
    static final String CHANNEL = "tokengate_change";

    /** A standby refuses it: only the primary is ever read. */
    static final String LISTEN = "listen " + CHANNEL;

    static final String NOTIFY = "notify " + CHANNEL;

    /** By how much the database's clock may be set back without a change being missed after a reconnect. */
    private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

    private static final String XMAX = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private static final String HEAD = """
            select s.*, c.id, c.xid, c.at, c.kind, c.digest, c.owner_id, c.tenant_id
              from (select pg_current_snapshot()::text,
                           clock_timestamp(),
                           (select system_identifier from pg_control_system()),
                           left(pg_walfile_name(pg_current_wal_lsn()), 8),
                           (select oid::bigint from pg_database where datname = current_database()),
                           to_regclass('token_change')::oid::bigint,
                           pg_relation_filenode('token_change')::bigint,
                           coalesce((select xid from token_change_floor), 0),
                           %s) s
              left join %s c on true
            """;

    private static final String NOTHING = HEAD.formatted("true", "(select * from token_change limit 0)");

    static final String NEWS = HEAD.formatted("true", """
            ((select * from token_change where xid >= $1 and xid < %s order by xid limit $3)
             union all
             (select * from token_change where xid = any($2) order by xid limit $3))
            """.formatted(XMAX));

    static final String NEWS_OF_A_NEW_CONNECTION = HEAD.formatted(
            "exists (select from token_change where id = $4 and xid = $5 and at = $6)", """
                    ((select * from token_change where xid >= $1 and xid < %s order by xid limit $3)
                     union all
                     (select * from token_change where at >= $2 and xid < least($1, %s) order by at limit $3))
                    """.formatted(XMAX, XMAX));

    private ChangeLogSql() {}

    /**
     * The statement of the next read.
     *
     * @param from where the last read ended, absent to begin anew
     * @param sameConnection whether that was on this connection
     */
    static PostgresqlStatement next(
            PostgresqlConnection connection, @Nullable ChangeLogPosition from, boolean sameConnection) {
        if (from == null) {
            return connection.createStatement(NOTHING);
        }
        return sameConnection ? news(connection, from.snapshot()) : newsOfANewConnection(connection, from);
    }

    /** While a connection lives no transaction id is given twice, so its snapshots tell exactly what is new. */
    private static PostgresqlStatement news(PostgresqlConnection connection, ChangeLogSnapshot last) {
        return connection
                .createStatement(NEWS)
                .bind(0, last.xmax())
                .bind(1, last.running().toArray(Long[]::new))
                .bind(2, MAX_ROWS + 1);
    }

    /**
     * A server that crashed in between may have given ids again that the last snapshot took for ended ones; what was
     * written since is told by its time. That it still has the last change that was read shows that it lost nothing of
     * what we know.
     */
    private static PostgresqlStatement newsOfANewConnection(PostgresqlConnection connection, ChangeLogPosition from) {
        ChangeLogRow witness = from.witness();
        return connection
                .createStatement(NEWS_OF_A_NEW_CONNECTION)
                .bind(0, from.snapshot().xmin())
                .bind(1, from.clock().minus(CLOCK_STEP))
                .bind(2, MAX_ROWS + 1)
                .bind(3, witness == null ? 0 : witness.id())
                .bind(4, witness == null ? 0 : witness.xid())
                .bind(5, witness == null ? from.clock() : witness.at());
    }
}
