package io.tokengate.gateway.config;

import io.tokengate.gateway.embedded.EmbeddedPostgres;
import io.tokengate.gateway.setup.Schema;
import io.tokengate.gateway.support.GatewayProcess;
import io.tokengate.gateway.support.LaterRelease;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import io.tokengate.gateway.support.StartsInTurn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the process ends when it cannot start: one line on standard error that says what to do, and not zero. A few are
 * processes of their own; what the others say is the same whether the JVM is new or not.
 */
class StartupTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private static final Pattern NEW_PASSWORD = Pattern.compile("administrator: admin, new password: ([a-z2-7]{32})");

    @TempDir
    static Path shared;

    private static StartsInTurn starts;

    @TempDir
    Path folder;

    private record Ended(int status, List<String> lines, String output) {}

    @BeforeAll
    static void start() {
        starts = StartsInTurn.in(shared);
    }

    @AfterAll
    static void stop() {
        starts.close();
    }

    @Test
    void processEndsWithOneLineAndNotZero() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[4]))) {
            refused(
                    process(arguments(SERVER.newDatabase(), List.of(), "--tokengate.port=" + taken.getLocalPort())),
                    "port " + taken.getLocalPort() + " is in use",
                    "TOKENGATE_PORT");
        }
        refused(process(List.of("reset-everything")), "unknown command reset-everything", "reset-admin");
    }

    @Test
    void portInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[4]))) {
            String port = Integer.toString(taken.getLocalPort());
            refused(
                    run(SERVER.newDatabase(), "--tokengate.port=" + port),
                    "port " + port + " is in use",
                    "TOKENGATE_PORT");
            refused(
                    run(SERVER.newDatabase(), "--tokengate.management.port=" + port),
                    "port " + port + " is in use",
                    "TOKENGATE_MANAGEMENT_PORT");
            refused(
                    run(SERVER.newDatabase(), "--tokengate.grpc.port=" + port),
                    "port " + port + " is in use",
                    "TOKENGATE_GRPC_PORT");
            refused(
                    run(SERVER.newDatabase(), "--tokengate.forward.auth.port=" + port),
                    "port " + port + " is in use",
                    "TOKENGATE_FORWARD_AUTH_PORT");
        }
    }

    @Test
    void unreachableDatabase() throws Exception {
        // Taken and not listened to, so that nobody else can come to listen there meanwhile.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String host = "127.0.0.1:" + silent.getLocalPort();
            refused(
                    run(SERVER.newDatabase(), "--tokengate.database.url=postgresql://" + host + "/x"),
                    host + " cannot be reached",
                    "TOKENGATE_DATABASE_URL");
        }
    }

    @Test
    void missingDatabaseAndWrongPassword() throws Exception {
        refused(run("no_such_database"), "has no database of that name");
        refused(
                run(SERVER.newDatabase(), "--tokengate.database.password=wrong-one"),
                "refuses the user or its password");
    }

    @Test
    void newerSchemaThatHasNoMoreOfWhatThisReleaseNeeds() throws Exception {
        String database = SERVER.newDatabase();
        Schema.prepare(access(database).jdbc(), true);
        LaterRelease.migrate(database);
        execute(database, "update schema_support set since = 999");
        refused(run(database), "schema is newer", "999", "start the release that made it");
    }

    @Test
    void olderSchemaThatMustNotBeChanged() throws Exception {
        refused(run(SERVER.newDatabase(), "--tokengate.migrate=false"), "schema is older", "TOKENGATE_MIGRATE");
    }

    @Test
    void badOrUnknownSetting() throws Exception {
        refused(run(SERVER.newDatabase(), "--tokengate.port=abc"), "TOKENGATE_PORT", "a number from 0 to 65535");
        refused(run(SERVER.newDatabase(), "--tokengate.prot=1"), "unknown setting tokengate.prot", "tokengate.port");
        refused(
                run(SERVER.newDatabase(), "--tokengate.trusted.proxies=here"),
                "TOKENGATE_TRUSTED_PROXIES",
                "not a network",
                "here");
        refused(run(SERVER.newDatabase(), "--tokengate.database.url="), "TOKENGATE_DATABASE_URL", "not set at all");
    }

    @Test
    void unfitSealingKeys() throws Exception {
        Ended ended = run(SERVER.newDatabase(), "--tokengate.recoverable.keys=one c2hvcnQ=");
        refused(ended, "TOKENGATE_RECOVERABLE_KEYS, line 1", "the Base64 of 32 bytes");
        assertThat(ended.output()).doesNotContain("c2hvcnQ");
    }

    @Test
    void firstStartInProductionNeedsItsCredentials() throws Exception {
        refused(
                run(SERVER.newDatabase(), "--spring.profiles.active=prod"),
                "profile prod needs TOKENGATE_ADMIN_PASSWORD");
        refused(
                run(SERVER.newDatabase(), "--spring.profiles.active=prod", "--tokengate.admin.password=twelve-chars-"),
                "profile prod needs TOKENGATE_BOOTSTRAP_");
    }

    @Test
    void unfitCredentialsAreNotRepeated() throws Exception {
        refused(
                run(SERVER.newDatabase(), "--tokengate.admin.password=short"),
                "TOKENGATE_ADMIN_PASSWORD needs at least");
        Ended ended = run(SERVER.newDatabase(), "--tokengate.bootstrap.dynatrace.token=dt0c01.NOT.GOOD");
        refused(ended, "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN: must be dt0c01.");
        assertThat(ended.output()).doesNotContain("NOT.GOOD");
        refused(
                run(SERVER.newDatabase(), "--tokengate.bootstrap.native.token=short"),
                "TOKENGATE_BOOTSTRAP_NATIVE_TOKEN");
    }

    /** What a first start shows is shown once: whatever stops a start comes before it. */
    @Test
    void nothingIsShownBeforeAStartThatCannotServe() throws Exception {
        String database = SERVER.newDatabase();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[4]))) {
            for (String port : List.of("--tokengate.port=", "--tokengate.management.port=")) {
                Ended ended = run(database, port + taken.getLocalPort());
                refused(ended, "port " + taken.getLocalPort() + " is in use");
                assertThat(ended.output()).doesNotContain("First start");
            }
        }
        Ended ended = run(database, "--tokengate.trusted.proxies=10.0.0.0/8,here");
        refused(ended, "TOKENGATE_TRUSTED_PROXIES", "here");
        assertThat(ended.output()).doesNotContain("First start");
        refused(run(database, List.of("reset-admin")), "there is no installation yet");
    }

    @Test
    void resetAdminThatCannotReachItsDatabaseSaysSoOnce() throws Exception {
        refused(run(List.of("reset-admin", "--tokengate.database.url=nonsense")), "TOKENGATE_DATABASE_URL");
        refused(run(List.of("reset-admin", "--tokengate.prot=1")), "unknown setting tokengate.prot");
        Path used = Files.createDirectory(folder.resolve("used"));
        Path programs = Path.of("target", "postgresql").toAbsolutePath();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(used, programs, false)) {
            assertThat(server.port()).isPositive();
            refused(
                    run(List.of("reset-admin", "--tokengate.data.dir=" + used)),
                    "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void clientIdWithoutItsSecret() throws Exception {
        refused(
                run(SERVER.newDatabase(), "--tokengate.bootstrap.umaaas.client.id=" + "0123456789abcdef".repeat(2)),
                "TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_ID and TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_SECRET: one is set without");
    }

    @Test
    void suppliedTokenThatAnotherDialectWouldRefuseIsRefusedAtOnce() throws Exception {
        refused(
                run(
                        SERVER.newDatabase(),
                        "--tokengate.bootstrap.native.token=" + "0123456789abcdef".repeat(2) + ":short"),
                "TOKENGATE_BOOTSTRAP_NATIVE_TOKEN: looks like a bad token of another form");
    }

    @Test
    void resetAdminPrintsANewPasswordThatServes() throws Exception {
        String database = SERVER.newDatabase();
        refused(run(database, List.of("reset-admin")), "there is no installation yet");
        try (RunningGateway gateway = RunningGateway.start(database, Map.of())) {
            Ended ended = run(database, List.of("reset-admin"));
            assertThat(ended.status()).as(ended.output()).isZero();
            Matcher printed = NEW_PASSWORD.matcher(ended.output());
            assertThat(printed.find()).as("it prints the new password").isTrue();
            login(gateway, RunningGateway.ADMIN_PASSWORD).expectStatus().isUnauthorized();
            login(gateway, printed.group(1)).expectStatus().isOk();
        }
    }

    private static WebTestClient.ResponseSpec login(RunningGateway gateway, String password) {
        return gateway.client()
                .get()
                .uri("/v1/users/me")
                .headers(headers -> headers.setBasicAuth("admin", password))
                .exchange();
    }

    private static void refused(Ended ended, String... because) {
        assertThat(ended.status()).as(ended.output()).isNotZero();
        assertThat(ended.lines()).as(ended.output()).hasSize(1);
        assertThat(ended.output()).doesNotContain(" WARN ", " ERROR ", "\tat ");
        assertThat(ended.lines().getFirst()).startsWith("tokengate: ").contains(because);
    }

    private static Ended run(String database, String... settings) throws Exception {
        return run(database, List.of(), settings);
    }

    private static Ended run(String database, List<String> command, String... settings) throws Exception {
        return run(arguments(database, command, settings));
    }

    private static List<String> arguments(String database, List<String> command, String... settings) {
        List<String> arguments = new ArrayList<>(command);
        GatewayProcess.settings(database).forEach(arguments::add);
        for (String setting : settings) {
            arguments.removeIf(argument -> argument.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting);
        }
        return arguments;
    }

    private static Ended run(List<String> arguments) throws IOException {
        StartsInTurn.Ended ended = starts.run(arguments);
        return ended(ended.status(), ended.output(), ended.errors());
    }

    private Ended process(List<String> arguments) throws InterruptedException {
        GatewayProcess process = GatewayProcess.ofClasses(folder, arguments);
        int status = process.awaitEnd();
        return ended(status, process.output(), process.errors());
    }

    private static Ended ended(int status, String output, String errors) {
        List<String> lines = errors.lines()
                .filter(line -> !line.startsWith("WARNING:") && !line.isBlank())
                .toList();
        return new Ended(status, lines, output + errors);
    }

    private static DatabaseAccess access(String database) {
        return new DatabaseAccess(DatabaseUrl.parse(SERVER.url(database)), SERVER.username(), SERVER.password());
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
