package io.tokengate.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a read ended.
 *
 * @param connection that read
 * @param sent when it was sent, in nanoseconds of the process
 * @param history whose ids these are
 * @param snapshot which transactions it saw
 * @param clock the database's clock
 * @param witness the latest change that was ever read, absent if none was
 */
record ChangeLogPosition(
        ChangeLogConnection connection,
        long sent,
        ChangeLogHistory history,
        ChangeLogSnapshot snapshot,
        Instant clock,
        @Nullable ChangeLogRow witness) {

    /** Where a read ended that began at {@code from}. */
    static ChangeLogPosition after(
            ChangeLogRead read, ChangeLogConnection connection, long sent, @Nullable ChangeLogPosition from) {
        ChangeLogRow latest = read.latest();
        ChangeLogRow witness = latest == null && from != null ? from.witness() : latest;
        return new ChangeLogPosition(connection, sent, read.history(), read.snapshot(), read.clock(), witness);
    }

    /** Why the next read may have missed something; absent if it cannot have. */
    @Nullable
    String gapBefore(ChangeLogRead next) {
        if (!history.equals(next.history())) {
            return "the database has another history: " + next.history() + " after " + history;
        }
        if (next.snapshot().xmax() < snapshot.xmax()) {
            return "the database's transaction ids went back";
        }
        if (floor(next) > snapshot.xmin()) {
            return "changes were removed before they were read";
        }
        if (witness != null && witness.xid() >= floor(next) && !next.intact()) {
            return "the database lost changes that were read";
        }
        return null;
    }

    /** A floor of this history is never above a later xmin: one that is came here with a restore, and says nothing. */
    private static long floor(ChangeLogRead read) {
        return read.floor() > read.snapshot().xmin() ? 0 : read.floor();
    }
}
