package io.tokengate.gateway.store;

import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.token.TokenDigest;
import io.tokengate.gateway.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that crash, fail over and are set back while a reader lives: transaction ids are given twice then. */
class ChangeLogCrashTest {
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();
    private static final int IDS = 40;

    @TempDir
    Path folder;

    private EmbeddedPostgres server;
    private LoggedDatabase database;

    @BeforeEach
    void start() throws SQLException {
        open();
        database.prepare();
    }

    /** The ids of the change after the crash had been seen as ended before it. */
    @Test
    void changeWhoseIdWasGivenBeforeACrashIsTold() throws Exception {
        try (EmbeddedPostgres running = server;
                Feed feed = LoggedDatabase.of(running).feed()) {
            long seen = crashAfterIdsThatWereNotWritten(feed);
            TokenDigest token = database.newToken();
            assertThat(database.number("select max(xid) from token_change"))
                    .as("the crash gave ids anew")
                    .isLessThan(seen);
            database.useIdsUpTo(seen + 1);
            assertThat(feed.news()).contains(Feed.token(token));
            assertThat(feed.news()).isEmpty();
        }
    }

    @Test
    void idsThatWentBackBeginAnew() throws Exception {
        try (EmbeddedPostgres running = server;
                Feed feed = LoggedDatabase.of(running).feed()) {
            crashAfterIdsThatWereNotWritten(feed);
            feed.gap("went back");
            TokenDigest token = database.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(token));
        }
    }

    @Test
    void restartIsNoGap() throws Exception {
        try (Feed feed = database.feed()) {
            feed.gap("first read");
            TokenDigest before = database.newToken();
            server.close();
            StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(Unavailable.class);
            open();
            TokenDigest after = database.newToken();
            assertThat(feed.news()).containsExactlyInAnyOrder(Feed.token(before), Feed.token(after));
        } finally {
            server.close();
        }
    }

    /** An asynchronous standby took over: what it had not been sent is lost, and its ids are given again. */
    @Test
    void failoverThatLostItsTailBeginsAnew() throws Exception {
        try (Feed feed = database.feed()) {
            feed.gap("first read");
            server.close();
            copy("data", "standby");
            open();
            TokenDigest lost = database.newToken();
            read(feed, lost);
            server.close();
            replaceDataBy("standby");
            Files.createFile(folder.resolve("data/standby.signal"));
            open();
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(Unavailable.class);
            }
            database.number("select pg_promote()::int");
            feed.gap("another history");
            TokenDigest token = database.newToken();
            assertThat(feed.news()).containsExactly(Feed.token(token));
        } finally {
            server.close();
        }
    }

    /** A copy of the disk was put back: the same history by name, and ids that have passed those that were seen. */
    @Test
    void serverThatWasSetBackBeginsAnew() throws Exception {
        try (Feed feed = database.feed()) {
            feed.gap("first read");
            server.close();
            copy("data", "copy");
            open();
            read(feed, database.newToken());
            long seen = database.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            server.close();
            replaceDataBy("copy");
            open();
            database.useIdsUpTo(seen + IDS);
            feed.changes().read(Feed.LIMIT).onErrorComplete().block();
            feed.gap("lost changes that were read");
            assertThat(feed.news()).isEmpty();
        } finally {
            server.close();
        }
    }

    /** Reads until the server lets us in again and the read tells this change; it is no gap. */
    private static void read(Feed feed, TokenDigest token) {
        feed.changes().read(Feed.LIMIT).onErrorComplete().block();
        assertThat(feed.news()).contains(Feed.token(token));
    }

    /**
     * Lets the reader see ids as ended that were never written down, and kills a backend: the server ends all others and
     * recovers by itself.
     *
     * @return the first id that the reader had not seen
     */
    private long crashAfterIdsThatWereNotWritten(Feed feed) throws Exception {
        feed.gap("first read");
        database.newToken();
        long seen;
        ProcessHandle reader;
        try (Connection victim = database.connect()) {
            long writer =
                    LoggedDatabase.number(victim, "select pid from pg_stat_activity where backend_type = 'walwriter'");
            long pid = LoggedDatabase.number(victim, "select pg_backend_pid()");
            reader = database.backend(feed);
            signal("STOP", writer);
            try {
                for (int i = 0; i < IDS; i++) {
                    LoggedDatabase.number(victim, "select pg_current_xact_id()::text::bigint");
                }
                assertThat(feed.news()).hasSize(1);
                seen = LoggedDatabase.number(victim, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            } finally {
                // Going on it could still write what is to be lost, before it is told of the crash.
                signal("KILL", writer);
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !reader.isAlive());
        StepVerifier.create(feed.changes().read(Feed.LIMIT)).verifyError(Unavailable.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> database.number("select 1") == 1);
        return seen;
    }

    private static void signal(String name, long pid) throws Exception {
        new ProcessBuilder(List.of("kill", "-" + name, Long.toString(pid)))
                .start()
                .waitFor();
    }

    private void open() {
        server = EmbeddedPostgres.start(folder, PROGRAMS, true);
        database = LoggedDatabase.of(server);
    }

    private void replaceDataBy(String other) throws IOException {
        try (Stream<Path> old = Files.walk(folder.resolve("data"))) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.move(folder.resolve(other), folder.resolve("data"));
    }

    private void copy(String from, String to) throws IOException {
        Path source = folder.resolve(from);
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Path target = folder.resolve(to).resolve(source.relativize(path));
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
