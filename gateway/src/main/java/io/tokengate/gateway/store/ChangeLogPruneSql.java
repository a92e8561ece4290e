package io.tokengate.gateway.store;

/**
 * The statements of {@link ChangeLogPruner}, all of one transaction, each with a snapshot of its own. They rest on two
 * facts. A mark is committed durably, so after any crash or failover that kept it, ids go on above it; and xmin never
 * goes back in one history. What does not fit was brought by a restore.
 */
final class ChangeLogPruneSql {
    /** One replica at a time. */
    static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('tokengate.prune', 0))";

    /** Marks of another history, and of a clock that was set back since. */
    static final String FORGET_MARKS = """
            delete from token_change_mark
             where oldest > pg_snapshot_xmin(pg_current_snapshot())::text::bigint or at > clock_timestamp()
            """;

    /** Notes which transactions are running now, unless that was done a moment ago ({@code $1} ms). */
    static final String MARK = """
            insert into token_change_mark (at, oldest)
            select clock_timestamp(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint
             where not exists (select from token_change_mark
                                where at > clock_timestamp() - $1 * interval '1 millisecond')
            """;

    /** A floor of another history becomes the highest that this one can have, so that each reader begins anew once. */
    static final String REPLACE_FLOOR = """
            update token_change_floor set xid = pg_snapshot_xmin(pg_current_snapshot())::text::bigint
             where xid > pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            """;

    /** Up to the latest mark that is old enough ({@code $1} ms), by the time at which the transaction began. */
    static final String RAISE_FLOOR = """
            insert into token_change_floor (xid)
            select oldest from token_change_mark
             where at <= now() - $1 * interval '1 millisecond'
             order by at desc limit 1
            on conflict (only_row) do update set xid = excluded.xid where token_change_floor.xid < excluded.xid
            """;

    /** Marks that a later one of sufficient age makes needless. */
    static final String DROP_MARKS = """
            delete from token_change_mark
             where at < (select max(at) from token_change_mark
                          where at <= now() - $1 * interval '1 millisecond')
            """;

    /** Rows below the same mark, a batch of them ({@code $2}), and never one that is not below the floor. */
    static final String DELETE_OLD = """
            delete from token_change where ctid = any (array(
                select ctid from token_change
                 where xid < (select oldest from token_change_mark
                               where at <= now() - $1 * interval '1 millisecond' order by at desc limit 1)
                   and xid < (select xid from token_change_floor)
                 order by xid limit $2))
            """;

    /** Rows that nobody can have written in this history, since they are visible and not below xmax. */
    static final String DELETE_FOREIGN = """
            delete from token_change where ctid = any (array(
                select ctid from token_change where xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                 order by xid limit $1))
            """;

    private ChangeLogPruneSql() {}
}
