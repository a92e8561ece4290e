package io.tokengate.gateway.store;

import java.util.Arrays;
import java.util.List;

/**
 * Which transactions a statement saw, as {@code pg_current_snapshot()} tells it: those below {@code xmax} but for the
 * ones that were still running. A transaction that commits late is therefore no riddle: it is in {@code running}, or not
 * below {@code xmax}.
 *
 * @param xmin the oldest one that was running, or {@code xmax} if none was
 * @param xmax the first one that had not ended when the statement began, and all after it
 * @param running those between the two that had not ended
 */
record ChangeLogSnapshot(long xmin, long xmax, List<Long> running) {
    /** Reads {@code xmin:xmax:xid,xid…}. */
    static ChangeLogSnapshot parse(String text) {
        String[] parts = text.split(":", -1);
        List<Long> running = parts[2].isEmpty()
                ? List.of()
                : Arrays.stream(parts[2].split(",", -1)).map(Long::valueOf).toList();
        return new ChangeLogSnapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }
}
