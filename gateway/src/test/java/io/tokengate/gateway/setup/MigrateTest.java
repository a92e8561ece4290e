package io.tokengate.gateway.setup;

import io.tokengate.gateway.support.GatewayProcess;
import io.tokengate.gateway.support.LaterRelease;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The command {@code migrate}, by a role that owns the schema, for replicas whose role does not. */
class MigrateTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String PASSWORD = "password-of-both-roles";
    private static final String TOKENS = "/api/v2/apiTokens";

    private final String database = SERVER.newDatabase();
    private final String owner = database + "_owner";
    private final String server = database + "-Server";

    @TempDir
    Path folder;

    private record Ended(int status, String output, String errors) {}

    @BeforeEach
    void makeRoles() throws SQLException {
        try (Connection connection = SERVER.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + owner + " login password '" + PASSWORD + "'");
            statement.execute("create role \"" + server + "\" login password '" + PASSWORD + "'");
            statement.execute("alter database " + database + " owner to " + owner);
        }
    }

    @Test
    void whatOneRoleMigratedAnotherServes() throws Exception {
        Ended first = migrate(server);
        assertThat(first.status()).as(first.errors()).isZero();
        assertThat(first.output()).contains("administrator: admin, password: ");
        Ended again = migrate(server);
        assertThat(again.status()).as(again.errors()).isZero();
        assertThat(again.output()).doesNotContain("password: ");

        String dynatrace = first.output()
                .lines()
                .filter(line -> line.contains("DT_TOKEN="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        try (RunningGateway gateway = serve()) {
            Made created = call(
                            gateway,
                            HttpMethod.POST,
                            TOKENS,
                            dynatrace,
                            Map.of("name", "n", "scopes", List.of("metrics.read")))
                    .expectStatus()
                    .isCreated()
                    .expectBody(Made.class)
                    .returnResult()
                    .getResponseBody();
            String made = requireNonNull(created).token();
            call(gateway, HttpMethod.POST, TOKENS + "/lookup", dynatrace, Map.of("token", made))
                    .expectStatus()
                    .isOk();
            call(
                            gateway,
                            HttpMethod.DELETE,
                            TOKENS + "/" + made.substring(0, made.lastIndexOf('.')),
                            dynatrace,
                            Map.of())
                    .expectStatus()
                    .isNoContent();
            call(gateway, HttpMethod.POST, TOKENS + "/lookup", dynatrace, Map.of("token", made))
                    .expectStatus()
                    .isNotFound();
        }
    }

    private record Made(String id, String token) {}

    @Test
    void servingRoleChangesNoTableAndTakesNothingAway() throws Exception {
        assertThat(migrate(server).status()).isZero();
        for (String forbidden : List.of(
                "create table more (id int)",
                "alter table token add column more int",
                "drop table audit",
                "truncate token",
                "create or replace function token_changed() returns trigger language plpgsql as 'begin return null; end'",
                "alter table token disable trigger all",
                "delete from token",
                "delete from app_user",
                "delete from tenant",
                "delete from audit",
                "update audit set action = 'other'",
                "update installation set created_at = now()",
                "update schema_support set since = 0",
                "insert into checksum_key select * from checksum_key",
                "insert into signing_key select * from signing_key",
                "delete from signing_key",
                "delete from flyway_schema_history")) {
            assertThatThrownBy(() -> execute(forbidden))
                    .as(forbidden)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    /** Otherwise it would give rights on tables of which it does not know whether the role should have them. */
    @Test
    void formerReleaseLeavesTheSchemaOfALaterOneAsItIs() throws Exception {
        assertThat(migrate(server).status()).isZero();
        LaterRelease.migrate(database);
        Ended again = migrate(server);
        assertThat(again.status()).as(again.errors()).isZero();
        assertThat(again.output()).contains("schema is of a later release");
        assertThatThrownBy(() -> execute("select * from later_table"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        serve().close();
    }

    /** Else each start would take the long way, or none would find that there is more to do. */
    @Test
    void startKnowsTheMigrationsThatThereAre() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .map(name -> name.substring(1, name.indexOf("__")))
                            .sorted(Comparator.comparingInt(Integer::parseInt)))
                    .isEqualTo(Schema.VERSIONS);
        }
    }

    @Test
    void unknownRoleIsNamedInOneLine() throws Exception {
        Ended ended = migrate("nobody");
        assertThat(ended.status()).isNotZero();
        assertThat(ended.errors()).contains("tokengate: TOKENGATE_DATABASE_GRANT_TO names no role");
    }

    private RunningGateway serve() {
        return RunningGateway.startWith(
                database,
                Map.of(
                        "tokengate.database.username", server,
                        "tokengate.database.password", PASSWORD,
                        "tokengate.migrate", false));
    }

    private static ResponseSpec call(
            RunningGateway gateway, HttpMethod method, String path, String token, Object body) {
        return gateway.client()
                .method(method)
                .uri(path)
                .header("Authorization", "Api-Token " + token)
                .bodyValue(body)
                .exchange();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + SERVER.url(database), server, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Ended migrate(String grantee) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("migrate"));
        Stream.of(
                        "--tokengate.database.url=" + SERVER.url(database),
                        "--tokengate.database.username=" + owner,
                        "--tokengate.database.password=" + PASSWORD,
                        "--tokengate.database.grant.to=" + grantee,
                        "--tokengate.migrate=false")
                .forEach(arguments::add);
        GatewayProcess process = GatewayProcess.ofClasses(folder, arguments);
        int status = process.awaitEnd();
        return new Ended(status, process.output(), process.errors());
    }
}
