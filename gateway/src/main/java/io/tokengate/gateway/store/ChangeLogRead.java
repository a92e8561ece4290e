package io.tokengate.gateway.store;

import io.r2dbc.spi.Readable;
import io.tokengate.domain.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one statement of {@link ChangeLogSql} answered.
 *
 * @param snapshot which transactions it saw
 * @param clock the database's clock
 * @param history whose ids these are
 * @param floor rows of smaller ids may have been removed
 * @param intact whether the row that was asked for is still there
 * @param rows what is new
 */
record ChangeLogRead(
        ChangeLogSnapshot snapshot,
        Instant clock,
        ChangeLogHistory history,
        long floor,
        boolean intact,
        List<ChangeLogRow> rows) {

    /** Each change once; everything, if they are too many. */
    List<Change> changes() {
        return rows.size() > ChangeLogSql.MAX_ROWS
                ? List.of(new Change.All())
                : rows.stream().map(ChangeLogRow::change).distinct().toList();
    }

    /** How long ago the oldest of them was written; a clock that was set back does not make it negative. */
    Duration lag() {
        return rows.stream()
                .map(ChangeLogRow::at)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, clock))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /** The latest of the rows; absent if there are none. */
    @Nullable
    ChangeLogRow latest() {
        return rows.stream().max(Comparator.comparingLong(ChangeLogRow::id)).orElse(null);
    }

    /** Takes the rows of one answer, the first of which has also what is about all of them. */
    static final class Rows {
        private final List<ChangeLogRow> rows = new ArrayList<>();
        private @Nullable ChangeLogRead head;

        /** Takes one; returns itself. */
        Rows add(Readable row) {
            if (head == null) {
                head = head(row);
            }
            ChangeLogRow change = ChangeLogRow.read(row);
            if (change != null) {
                rows.add(change);
            }
            return this;
        }

        /** All of them, once the answer has ended. */
        ChangeLogRead read() {
            return Objects.requireNonNull(head, "no answer");
        }

        private ChangeLogRead head(Readable row) {
            ChangeLogHistory history = new ChangeLogHistory(
                    get(row, 2, Long.class),
                    get(row, 3, String.class),
                    get(row, 4, Long.class),
                    get(row, 5, Long.class),
                    get(row, 6, Long.class));
            return new ChangeLogRead(
                    ChangeLogSnapshot.parse(get(row, 0, String.class)),
                    get(row, 1, Instant.class),
                    history,
                    get(row, 7, Long.class),
                    get(row, 8, Boolean.class),
                    rows);
        }

        private static <T> T get(Readable row, int index, Class<T> type) {
            return Objects.requireNonNull(row.get(index, type));
        }
    }
}
