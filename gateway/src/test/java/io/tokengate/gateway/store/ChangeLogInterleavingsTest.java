package io.tokengate.gateway.store;

import io.tokengate.domain.store.Change;
import io.tokengate.domain.token.TokenDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transactions that overlap in any way, fast and slow, committed and rolled back, and a reader among them whose session
 * is ended now and then: each committed change is told by the first read that begins after its commit.
 */
class ChangeLogInterleavingsTest {
    private static final int WRITERS = 8;
    private static final int STEPS = 500;
    private static final int TRANSACTIONS = 60;

    /** One step at a time, chosen by a seed: what must be told is known exactly at each read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void eachReadTellsExactlyWhatWasCommittedSinceTheLast(long seed) throws SQLException {
        LoggedDatabase database = LoggedDatabase.create();
        Random random = new Random(seed);
        List<Writer> writers = new ArrayList<>();
        try (Feed feed = database.feed()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Writer(database.connect()));
            }
            feed.gap("first read");
            Set<Change> due = new HashSet<>();
            Set<Change> told = new HashSet<>();
            for (int step = 0; step < STEPS; step++) {
                Writer writer = writers.get(random.nextInt(WRITERS));
                switch (random.nextInt(40)) {
                    case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> writer.write();
                    case 15, 16, 17, 18, 19, 20 -> due.addAll(writer.commit());
                    case 21, 22, 23 -> writer.rollBack();
                    case 24 -> {
                        // May tell again what was told, never what was not committed.
                        List<Change> news = database.reconnect(feed);
                        told.addAll(due);
                        assertThat(news).as("step %s", step).containsAll(due).isSubsetOf(told);
                        due.clear();
                    }
                    default -> {
                        assertThat(feed.news()).as("step %s", step).containsExactlyInAnyOrderElementsOf(due);
                        told.addAll(due);
                        due.clear();
                    }
                }
            }
        } finally {
            for (Writer writer : writers) {
                writer.connection().close();
            }
        }
    }

    /** All at once: what was committed before a read began is told by its end, and nothing that never was. */
    @Test
    void concurrentWritersLoseNothing() throws Exception {
        LoggedDatabase database = LoggedDatabase.create();
        Set<Change> committed = ConcurrentHashMap.newKeySet();
        Set<Change> attempted = ConcurrentHashMap.newKeySet();
        Set<Change> told = new HashSet<>();
        try (Feed feed = database.feed();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            feed.gap("first read");
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                long seed = i;
                writing.add(threads.submit(() -> {
                    write(database, new Random(seed), committed, attempted);
                    return null;
                }));
            }
            for (int round = 0; !writing.stream().allMatch(Future::isDone); round++) {
                Set<Change> due = Set.copyOf(committed);
                told.addAll(round % 15 == 14 ? database.reconnect(feed) : feed.news());
                assertThat(told.containsAll(due)).isTrue();
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
            told.addAll(feed.news());
        }
        assertThat(told).isEqualTo(committed);
        assertThat(attempted.size()).as("some were rolled back").isGreaterThan(committed.size());
        assertThat(committed).hasSizeGreaterThan(100);
    }

    private static void write(LoggedDatabase database, Random random, Set<Change> committed, Set<Change> attempted)
            throws SQLException {
        try (Writer writer = new Writer(database.connect())) {
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    attempted.add(Feed.token(writer.write()));
                    for (int spin = random.nextInt(100_000); spin > 0; spin--) {
                        Thread.onSpinWait();
                    }
                }
                if (random.nextInt(4) == 0) {
                    writer.rollBack();
                } else {
                    committed.addAll(writer.commit());
                }
            }
        }
    }

    /** A session whose transaction may be open for long. */
    private record Writer(Connection connection, List<TokenDigest> written) implements AutoCloseable {
        private Writer(Connection connection) throws SQLException {
            this(connection, new ArrayList<>());
            connection.setAutoCommit(false);
        }

        private TokenDigest write() throws SQLException {
            TokenDigest digest = LoggedDatabase.newToken(connection);
            written.add(digest);
            return digest;
        }

        private List<Change> commit() throws SQLException {
            connection.commit();
            List<Change> changes = written.stream().map(Feed::token).toList();
            written.clear();
            return changes;
        }

        private void rollBack() throws SQLException {
            connection.rollback();
            written.clear();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
