package io.tokengate.gateway.store;

import io.tokengate.domain.token.TokenDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A dump restored while a reader runs. The dump is of a cluster that had given out many more transaction ids: its rows,
 * its floor and its marks are far above any of this one.
 */
class ChangeLogRestoreTest {
    private static final long ABOVE = 1_000_000_000;

    private LoggedDatabase live;
    private LoggedDatabase restored;

    @BeforeEach
    void restore() throws SQLException {
        live = LoggedDatabase.create();
        restored = LoggedDatabase.create();
        for (int i = 0; i < 10; i++) {
            restored.newToken();
        }
        restored.execute(
                "update token_change set xid = xid + " + ABOVE,
                "update token_change_floor set xid = " + (ABOVE + 1),
                "insert into token_change_mark select now() - interval '2 hours', " + (ABOVE + 5));
    }

    @Test
    void readerBeginsAnewOnceAndRowsOfTheOtherHistoryAreNoNews() throws SQLException {
        try (Feed feed = live.feed()) {
            feed.gap("first read");
            swap(feed);
            feed.gap("another history");
            for (int i = 0; i < 3; i++) {
                assertThat(feed.news()).isEmpty();
            }
            TokenDigest token = live.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(token));
            assertThat(live.reconnect(feed))
                    .as("also by their time they are no news")
                    .containsExactly(Feed.token(token));
        }
    }

    @Test
    void pruningClearsWhatIsOfTheOtherHistoryAndNothingElse() throws SQLException {
        try (Feed feed = live.feed()) {
            swap(feed);
            feed.gap("first read");
            TokenDigest token = live.newToken();
            assertThat(prune()).isEqualTo(10);
            assertThat(live.number("select count(*) from token_change where xid >= " + ABOVE))
                    .isZero();
            assertThat(live.number("select count(*) from token_change_mark where oldest >= " + ABOVE))
                    .isZero();
            assertThat(live.number("select xid from token_change_floor")).isBetween(1L, ABOVE);
            assertThat(live.number("select count(*) from token_change_mark")).isEqualTo(1);
            // The floor is new: either the reader had read up to it, or it begins anew, once.
            assertThat(feed.read().changes().size()).isLessThanOrEqualTo(1);
            assertThat(feed.news()).isEmpty();
            TokenDigest later = live.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(later)).doesNotContain(Feed.token(token));
        }
    }

    private long prune() {
        return Objects.requireNonNull(
                live.pruner(Duration.ofHours(1), 3).prune().block(Feed.LIMIT));
    }

    /** The restored database takes the name of the live one, as an operator does it. */
    private void swap(Feed feed) throws SQLException {
        LoggedDatabase admin = LoggedDatabase.create();
        admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname in ('" + live.name() + "', '"
                        + restored.name() + "')",
                "alter database " + live.name() + " rename to " + live.name() + "_old",
                "alter database " + restored.name() + " rename to " + live.name());
        feed.changes().read(Duration.ofNanos(1)).onErrorComplete().block();
    }
}
