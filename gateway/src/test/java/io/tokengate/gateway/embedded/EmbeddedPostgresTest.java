package io.tokengate.gateway.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The embedded server as it is for users: durable, and really killed. */
class EmbeddedPostgresTest {
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void secondStartFindsTheDataOfTheFirst() throws Exception {
        int port;
        try (EmbeddedPostgres server = start()) {
            execute(server, "create table kept (n int)", "insert into kept values (1)");
            port = server.port();
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(query(server, "select count(*) from kept")).isEqualTo("1");
        }
    }

    @Test
    void whatIsAcknowledgedIsOnDisk() throws Exception {
        try (EmbeddedPostgres server = start()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(query(server, "show " + setting)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void listensToThisMachineOnlyAndWantsThePassword() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            for (InetAddress address : otherAddresses()) {
                assertThatThrownBy(() -> new Socket(address, server.port()).close())
                        .isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> connect(server, "wrong").close())
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThat(query(
                            server,
                            "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = current_user"))
                    .isEqualTo("t");
            assertThat(server.toString()).doesNotContain(server.password());
        }
    }

    @Test
    void folderAndPasswordAreForTheirOwnerOnly() throws Exception {
        Path data = folder.resolve("data-dir");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, PROGRAMS, true)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(data.resolve("password"))).isEqualTo(server.password());
        }
    }

    @Test
    void killedServerLosesNothing() throws Exception {
        try (EmbeddedPostgres server = start()) {
            execute(server, "create table kept (n int)", "insert into kept values (1)");
            ProcessHandle postmaster =
                    PostmasterPid.running(folder.resolve("data")).orElseThrow();
            postmaster.destroyForcibly();
            Awaitility.await().until(() -> !postmaster.isAlive());
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(query(server, "select count(*) from kept")).isEqualTo("1");
        }
    }

    @Test
    void serverOfAKilledProcessIsRecognisedAndNothingIsLost() throws Exception {
        Process process = inserter(folder);
        int acknowledged = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Integer.parseInt(line.replaceAll("\\D", ""));
                if (acknowledged == 200) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        ProcessHandle leftOver = PostmasterPid.running(folder.resolve("data")).orElseThrow();

        try (EmbeddedPostgres server = start()) {
            assertThat(PostmasterPid.running(folder.resolve("data")))
                    .isPresent()
                    .get()
                    .isNotEqualTo(leftOver);
            assertThat(acknowledged).isGreaterThanOrEqualTo(200);
            String missing = query(
                    server,
                    "select count(*) from generate_series(0, " + acknowledged
                            + ") n where n not in (select n from kept)");
            assertThat(missing).isEqualTo("0");
        }
    }

    @Test
    void serverOfAKilledProcessIsRecognisedWhateverLinkLeadsToIt() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        for (Path first : List.of(real, link)) {
            Process process = inserter(first);
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isNotNull();
                process.toHandle().destroyForcibly();
            }
            process.waitFor();
            ProcessHandle leftOver = PostmasterPid.running(real.resolve("data")).orElseThrow();
            Path other = first.equals(real) ? link : real;
            try (EmbeddedPostgres server = EmbeddedPostgres.start(other, PROGRAMS, true)) {
                assertThat(PostmasterPid.running(real.resolve("data")))
                        .isPresent()
                        .get()
                        .isNotEqualTo(leftOver);
                assertThat(query(server, "select count(*) > 0 from kept")).isEqualTo("t");
                execute(server, "drop table kept");
            }
        }
    }

    @Test
    void serverThatIsKilledAloneIsStartedAnewOnItsPort() throws Exception {
        try (EmbeddedPostgres server = start()) {
            execute(server, "create table kept (n int)", "insert into kept values (1)");
            PostmasterPid.running(folder.resolve("data")).orElseThrow().destroyForcibly();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> query(server, "select count(*) from kept").equals("1"));
        }
        assertThat(PostmasterPid.running(folder.resolve("data"))).isEmpty();
    }

    @Test
    void processThatHasTheNumberOfAStaleFileIsLeftAlone() throws Exception {
        start().close();
        Process unrelated = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    folder.resolve("data/postmaster.pid"), unrelated.pid() + "\n" + folder.resolve("data") + "\n");
            assertThat(PostmasterPid.running(folder.resolve("data"))).isEmpty();
            Files.delete(folder.resolve("data/postmaster.pid"));
            start().close();
            assertThat(unrelated.isAlive()).isTrue();
        } finally {
            unrelated.destroyForcibly();
        }
    }

    @Test
    void secondStartOnTheFolderNamesTheFirst() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThat(server.port()).isPositive();
            refused(this::start, "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws Exception {
        start().close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "17\n");
        refused(this::start, "of PostgreSQL 17");
    }

    @Test
    void interruptedInitdbSpoilsNothing() throws Exception {
        Files.createDirectories(folder.resolve("data.new/base"));
        Files.writeString(folder.resolve("data.new/PG_VERSION"), "18\n");
        start().close();
        assertThat(folder.resolve("data.new")).doesNotExist();
    }

    @Test
    void portTakenByAnotherIsReplaced() throws Exception {
        int port;
        try (EmbeddedPostgres server = start()) {
            port = server.port();
        }
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres server = start()) {
            assertThat(server.port()).isNotEqualTo(other.getLocalPort());
        }
    }

    private static Process inserter(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Inserter.class.getName(),
                        folder.toString(),
                        PROGRAMS.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, PROGRAMS, true);
    }

    private static void refused(Runnable start, String because) {
        assertThatThrownBy(start::run)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(because)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static Connection connect(EmbeddedPostgres server, String password) throws SQLException {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
        return DriverManager.getConnection(url, server.username(), password);
    }

    private static void execute(EmbeddedPostgres server, String... statements) throws SQLException {
        try (Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
