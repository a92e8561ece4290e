package io.tokengate.gateway.store;

import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Changes;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.TokenChanges;
import io.tokengate.domain.token.TokenDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** The log in PostgreSQL: which changes a read tells while transactions, sessions and tables come and go. */
class PostgresTokenChangesTest extends TokenChangesContract {
    private static LoggedDatabase database;

    private final List<Feed> feeds = new ArrayList<>();

    @BeforeAll
    static void prepare() throws SQLException {
        database = LoggedDatabase.create();
    }

    /** What earlier tests changed is long past: a read after a reconnect tells again what is of the last minute. */
    @BeforeEach
    void pass() throws SQLException {
        database.execute("update token_change set at = at - interval '1 hour'");
    }

    @AfterEach
    void close() {
        feeds.forEach(Feed::close);
        Awaitility.await()
                .until(() -> database.number("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and application_name like 'feed-%'")
                        == 0);
    }

    @Override
    TokenChanges open() {
        return feed().changes();
    }

    @Override
    TokenDigest commitToken() throws SQLException {
        return database.newToken();
    }

    @Override
    void rollBackToken() throws SQLException {
        try (Connection connection = transaction()) {
            LoggedDatabase.newToken(connection);
            connection.rollback();
        }
    }

    @Override
    long commitOwner() throws SQLException {
        database.execute("update app_user set active = not active");
        return database.number("select id from app_user");
    }

    @Override
    long commitTenant() throws SQLException {
        database.execute("update tenant set active = not active");
        return database.number("select id from tenant");
    }

    /** A reader of a sequence has passed the slow one's number when it commits at last. */
    @Test
    void slowTransactionIsToldWhenItCommits() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        try (Connection slow = transaction()) {
            TokenDigest early = LoggedDatabase.newToken(slow);
            TokenDigest late = database.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(late));
            assertThat(feed.news()).isEmpty();
            slow.commit();
            assertThat(feed.news()).containsExactly(Feed.token(early));
            assertThat(feed.news()).isEmpty();
        }
    }

    /** A reader that waits below the oldest running transaction is held back by any, also in other databases. */
    @Test
    void longTransactionsOfOthersHoldNothingBackAndNothingIsToldTwice() throws SQLException {
        LoggedDatabase other = LoggedDatabase.create();
        Feed feed = feed();
        feed.gap("first read");
        try (Connection here = transaction();
                Connection elsewhere = other.connect()) {
            elsewhere.setAutoCommit(false);
            LoggedDatabase.number(here, "select pg_current_xact_id()::text::bigint");
            LoggedDatabase.number(elsewhere, "select pg_current_xact_id()::text::bigint");
            for (int i = 0; i < 5; i++) {
                TokenDigest token = database.newToken();
                assertThat(feed.news()).containsExactly(Feed.token(token));
            }
            assertThat(feed.news()).isEmpty();
        }
    }

    /** The hint came while nobody listened. */
    @Test
    void changeDuringAReconnectIsToldWithoutItsHint() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        database.terminate(feed);
        TokenDigest token = database.newToken();
        feed.changes().hint();
        assertThat(database.reconnect(feed)).containsExactly(Feed.token(token));
        assertThat(feed.news()).isEmpty();
    }

    /** What it wrote is older than what is told again by its time. */
    @Test
    void slowTransactionThatCommitsDuringAReconnectIsTold() throws SQLException {
        Feed feed = feed();
        try (Connection slow = transaction()) {
            TokenDigest early = LoggedDatabase.newToken(slow);
            LoggedDatabase.execute(slow, "update token_change set at = at - interval '1 hour'");
            // Ended before the read, so that the slow one's id is not the first that the read knows nothing of.
            database.newToken();
            feed.gap("first read");
            database.terminate(feed);
            slow.commit();
            assertThat(database.reconnect(feed)).contains(Feed.token(early));
        }
    }

    /** What is told again by its time alone would hide that the position was taken back. */
    @Test
    void oldChangeThatNobodyHeardIsToldAgain() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        TokenDigest token;
        try (Connection slow = transaction()) {
            token = LoggedDatabase.newToken(slow);
            LoggedDatabase.execute(slow, "update token_change set at = at - interval '1 hour'");
            slow.commit();
        }
        BaseSubscriber<Changes> listener = new BaseSubscriber<>() {};
        AtomicBoolean answered = new AtomicBoolean();
        feed.changes()
                .read(Feed.LIMIT)
                .doOnNext(read -> listener.cancel())
                .doOnCancel(() -> answered.set(true))
                .subscribe(listener);
        Awaitility.await().untilTrue(answered);
        assertThat(feed.news()).containsExactly(Feed.token(token));
    }

    @Test
    void hintsSurviveAReconnect() throws SQLException {
        Feed feed = feed();
        AtomicLong heard = new AtomicLong();
        Disposable ears = feed.changes().hints().subscribe(hint -> heard.incrementAndGet());
        for (int i = 0; i < 3; i++) {
            feed.read();
            long before = heard.get();
            feed.changes().hint();
            Awaitility.await().until(() -> heard.get() > before);
            database.reconnect(feed);
        }
        assertThat(ears.isDisposed()).isFalse();
        feed.close();
        assertThat(ears.isDisposed()).isFalse();
        ears.dispose();
    }

    @Test
    void longerGapThanTheBudgetBeginsAnew() throws SQLException {
        AtomicLong clock = new AtomicLong();
        Feed feed = feed(Duration.ofSeconds(30), clock::get);
        feed.gap("first read");
        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        TokenDigest token = database.newToken();
        assertThat(feed.news()).containsExactly(Feed.token(token));
        database.newToken();
        clock.addAndGet(Duration.ofSeconds(30).toNanos() + 1);
        feed.gap("longer than PT30S");
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void strictBudgetIsNoGapAtEveryPoll() throws SQLException {
        AtomicLong clock = new AtomicLong();
        Feed feed = feed(Duration.ZERO, clock::get);
        feed.gap("first read");
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void failedReadsDoNotMoveOn() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        TokenDigest token = database.newToken();
        try (Connection lock = transaction()) {
            LoggedDatabase.execute(lock, "lock table token_change in access exclusive mode");
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(feed.changes().read(Duration.ofMillis(100))).verifyError(Unavailable.class);
            }
        }
        assertThat(feed.news()).containsExactly(Feed.token(token));
    }

    @Test
    void logThatIsNotThereIsUnavailableAndThenAnother() throws SQLException {
        LoggedDatabase own = LoggedDatabase.create();
        try (Feed feed = own.feed()) {
            feed.gap("first read");
            own.execute("alter table token_change rename to aside");
            StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(Unavailable.class);
            own.execute("create table token_change (like aside including all)");
            feed.gap("another history");
            own.execute("drop table token_change", "create table token_change (like aside including all)");
            feed.gap("another history");
            assertThat(feed.news()).isEmpty();
            TokenDigest token = own.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(token));
        }
    }

    @Test
    void truncatedLogBeginsAnew() throws SQLException {
        LoggedDatabase own = LoggedDatabase.create();
        try (Feed feed = own.feed()) {
            feed.gap("first read");
            own.newToken();
            own.execute("truncate token_change");
            feed.gap("another history");
            assertThat(feed.news()).isEmpty();
        }
    }

    @Test
    void changesByTheThousandAreToldAsOneOfEverything() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        String insert = "insert into token_change (kind, digest) select 'token', sha256(i::text::bytea)"
                + " from generate_series(1, %d) i";
        database.execute(insert.formatted(ChangeLogSql.MAX_ROWS));
        assertThat(feed.news()).hasSize(ChangeLogSql.MAX_ROWS);
        database.execute(insert.formatted(ChangeLogSql.MAX_ROWS + 1));
        assertThat(feed.news()).containsExactly(new Change.All());
        assertThat(feed.news()).isEmpty();
        database.execute("delete from token_change");
    }

    @Test
    void whatIsNotUnderstoodIsAChangeOfEverything() throws SQLException {
        LoggedDatabase own = LoggedDatabase.create();
        try (Feed feed = own.feed()) {
            feed.gap("first read");
            own.execute(
                    "alter table token_change drop constraint token_change_kind_check",
                    "insert into token_change (kind) values ('of a later release')");
            assertThat(feed.news()).containsExactly(new Change.All());
            own.execute("truncate token cascade");
            assertThat(feed.news()).containsExactly(new Change.All());
        }
    }

    /** As with TOKENGATE_MIGRATE=false, where another role owns the tables. */
    @Test
    void ordinaryRoleMayReadTheLog() throws SQLException {
        String role = "reader_of_" + database.name();
        database.execute(
                "create role " + role + " login password 'secret-of-this-test'",
                "grant select on token_change, token_change_floor to " + role);
        try (Feed feed = database.as(role, "secret-of-this-test").feed()) {
            feed.gap("first read");
            TokenDigest token = database.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(token));
            feed.changes().hint();
        }
        database.execute("drop owned by " + role, "drop role " + role);
    }

    @Test
    void readsThatOverlapAreRefused() throws SQLException {
        Feed feed = feed();
        feed.gap("first read");
        try (Connection lock = transaction()) {
            LoggedDatabase.execute(lock, "lock table token_change in access exclusive mode");
            Disposable waiting = feed.changes().read(Feed.LIMIT).subscribe();
            StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(IllegalStateException.class);
            waiting.dispose();
        }
        assertThat(feed.news()).isEmpty();
    }

    @Test
    void oneSessionAndNoneAfterTheEnd() throws SQLException {
        Feed feed = feed();
        assertThat(database.sessions(feed)).as("opened by the first read").isZero();
        for (int i = 0; i < 10; i++) {
            feed.read();
            feed.changes().read(Duration.ofNanos(1)).onErrorComplete().block();
            feed.changes().read(Feed.LIMIT).subscribe().dispose();
        }
        feed.read();
        Awaitility.await().until(() -> database.sessions(feed) == 1);
        feed.close();
        Awaitility.await().until(() -> database.sessions(feed) == 0);
        StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(Unavailable.class);
        assertThat(database.sessions(feed)).isZero();
    }

    @Test
    void endDuringAReadFailsIt() throws Exception {
        Feed feed = feed();
        feed.gap("first read");
        try (Connection lock = transaction()) {
            LoggedDatabase.execute(lock, "lock table token_change in access exclusive mode");
            StepVerifier.create(feed.changes().read(Feed.LIMIT))
                    .then(feed::close)
                    .verifyError(Unavailable.class);
        }
    }

    private static Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private Feed feed() {
        return feed(LoggedDatabase.BUDGET, System::nanoTime);
    }

    private Feed feed(Duration budget, LongSupplier nanoTime) {
        Feed feed = database.feed(budget, nanoTime);
        feeds.add(feed);
        return feed;
    }
}
