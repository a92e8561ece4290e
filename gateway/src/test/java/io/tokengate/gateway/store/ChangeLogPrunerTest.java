package io.tokengate.gateway.store;

import io.tokengate.domain.token.TokenDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/** What is removed from the log, and that no reader is wronged by it. Time passes by making marks older. */
class ChangeLogPrunerTest {
    private static final Duration KEEP = Duration.ofHours(1);

    private LoggedDatabase database;

    @BeforeEach
    void prepare() throws SQLException {
        database = LoggedDatabase.create();
    }

    @Test
    void rowsAreKeptForTenBudgetsAndAnHourAtLeast() {
        assertThat(ChangeLogPruner.keepFor(Duration.ZERO)).isEqualTo(Duration.ofHours(1));
        assertThat(ChangeLogPruner.keepFor(Duration.ofSeconds(60))).isEqualTo(Duration.ofHours(1));
        assertThat(ChangeLogPruner.keepFor(Duration.ofMinutes(30))).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void youngRowsStayAndOldOnesGo() throws SQLException {
        database.newToken();
        database.newToken();
        assertThat(prune()).isZero();
        pass("59 minutes");
        database.newToken();
        assertThat(prune()).isZero();
        pass("1 minute");
        assertThat(prune()).as("what was there at the mark").isEqualTo(2);
        assertThat(database.number("select count(*) from token_change")).isEqualTo(1);
        pass("1 hour");
        assertThat(prune()).isEqualTo(1);
    }

    /** Its row was written before the mark, but nobody could read it then. */
    @Test
    void rowOfASlowTransactionStaysHoweverOldItIs() throws SQLException {
        try (Feed feed = database.feed();
                Connection slow = database.connect()) {
            slow.setAutoCommit(false);
            TokenDigest late = LoggedDatabase.newToken(slow);
            database.newToken();
            prune();
            pass("2 hours");
            feed.gap("first read");
            slow.commit();
            assertThat(prune()).as("the mark waits for the oldest transaction").isZero();
            assertThat(feed.news()).containsExactly(Feed.token(late));
        }
    }

    @Test
    void readerThatReadsOnIsNotDisturbed() throws SQLException {
        try (Feed feed = database.feed()) {
            feed.gap("first read");
            for (int i = 0; i < 4; i++) {
                TokenDigest token = database.newToken();
                assertThat(feed.news()).containsExactly(Feed.token(token));
                pass("1 hour");
                prune();
                assertThat(feed.news()).isEmpty();
                pass("1 hour");
                assertThat(prune()).isEqualTo(1);
                assertThat(feed.news()).isEmpty();
            }
            assertThat(database.reconnect(feed))
                    .as("the last change it read was removed, which is no loss")
                    .isEmpty();
        }
    }

    /** Its clock says that it is within its budget; the database's says otherwise. */
    @Test
    void readerWhoseNewsWereRemovedBeginsAnew() throws SQLException {
        try (Feed feed = database.feed()) {
            feed.gap("first read");
            database.newToken();
            prune();
            pass("1 hour");
            prune();
            feed.gap("removed before they were read");
            assertThat(feed.news()).isEmpty();
        }
    }

    @Test
    void oneReplicaAtATime() throws SQLException {
        database.newToken();
        prune();
        pass("1 hour");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            LoggedDatabase.execute(other, ChangeLogPruneSql.LOCK);
            assertThat(prune()).isZero();
        }
        assertThat(prune()).isEqualTo(1);
    }

    @Test
    void manyRowsGoInBatches() throws SQLException {
        database.execute("insert into token_change (kind, digest) select 'token', sha256(i::text::bytea)"
                + " from generate_series(1, 35) i");
        ChangeLogPruner pruner = database.pruner(KEEP, 10);
        pruner.prune().block(Feed.LIMIT);
        pass("1 hour");
        assertThat(pruner.prune().block(Feed.LIMIT)).isEqualTo(35);
        assertThat(database.number("select count(*) from token_change")).isZero();
    }

    @Test
    void marksDoNotPileUp() throws SQLException {
        for (int i = 0; i < 40; i++) {
            prune();
            prune();
            pass("10 minutes");
        }
        assertThat(database.number("select count(*) from token_change_mark")).isLessThanOrEqualTo(7);
    }

    @Test
    void markOfAClockThatWasSetBackIsForgotten() throws SQLException {
        prune();
        pass("-3 hours");
        prune();
        assertThat(database.number("select count(*) from token_change_mark where at > now()"))
                .isZero();
        assertThat(database.number("select count(*) from token_change_mark")).isEqualTo(1);
    }

    @Test
    void goesOnByItself() throws SQLException {
        Disposable pruning = database.pruner(KEEP, 10, Duration.ofMillis(200)).keepPruning();
        try {
            Awaitility.await().until(() -> database.number("select count(*) from token_change_mark") > 0);
            database.newToken();
            database.execute("delete from token_change_mark");
            Awaitility.await().until(() -> database.number("select count(*) from token_change_mark") > 0);
            pass("1 hour");
            Awaitility.await().until(() -> database.number("select count(*) from token_change") == 0);
            database.execute("alter table token_change_mark rename to aside");
            database.newToken();
            database.execute("alter table aside rename to token_change_mark");
            Awaitility.await().until(() -> {
                pass("1 hour");
                return database.number("select count(*) from token_change") == 0;
            });
        } finally {
            pruning.dispose();
        }
    }

    private long prune() {
        return Objects.requireNonNull(database.pruner(KEEP, 1_000).prune().block(Feed.LIMIT));
    }

    private void pass(String time) throws SQLException {
        database.execute("update token_change_mark set at = at - interval '" + time + "'");
    }
}
