package io.tokengate.gateway.config;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.tokengate.gateway.config.DatabaseUrl.Host;
import io.tokengate.gateway.setup.StartupException;
import io.tokengate.gateway.support.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseUrlTest {
    private static final String SECRET = "s3cr3t-of-the-url";

    @Test
    void readsAllOfIt() {
        DatabaseUrl url = DatabaseUrl.parse(
                "r2dbc:postgresql://an%20n:p%40ss+:w@db1,db2:6432,[::1]:7432/to%2Fkens?sslmode=verify-full&sslrootcert=/ca.pem");
        assertThat(url.hosts()).containsExactly(new Host("db1", 5432), new Host("db2", 6432), new Host("::1", 7432));
        assertThat(url.database()).isEqualTo("to/kens");
        assertThat(url.username()).isEqualTo("an n");
        assertThat(url.password()).isEqualTo("p@ss+:w");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "verify-full", "sslrootcert", "/ca.pem"));
        assertThat(url.toString()).isEqualTo("postgresql://db1:5432,db2:6432,[::1]:7432/to/kens");
    }

    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(DatabaseUrl.parse("postgres://db"))
                .isEqualTo(new DatabaseUrl(List.of(new Host("db", 5432)), "tokengate", null, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db",
                "jdbc:mysql://db",
                "http://db/x",
                "postgresql://",
                "postgresql:///x",
                "postgresql://db:0/x",
                "postgresql://db:65536/x",
                "postgresql://db:x/x",
                "postgresql://db,/x",
                "postgresql://u:" + SECRET + "%zz@db/x",
                "postgresql://u:" + SECRET + "@db/x?sslmode=maybe",
                "postgresql://u:" + SECRET + "@db/x?connect_timeout=0",
                "postgresql://u:" + SECRET + "@db/x?target_session_attrs=any",
                "postgresql://u:" + SECRET + "@db/x?sslcert="
            })
    void whatDoesNotFitIsOneLineWithoutThePassword(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("TOKENGATE_DATABASE_URL ")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n")
                .doesNotContain(SECRET);
    }

    @Test
    void unknownParameterNamesTheKnownOnes() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://db/x?ssl=true"))
                .hasMessageContaining("unknown parameter ssl")
                .hasMessageContaining("sslmode, sslrootcert, target_session_attrs");
    }

    @Test
    void hostileTextIsReadOrRefusedAndNothingElse() {
        Random random = new Random(7);
        String alphabet = "postgresql://:@,[]%?&=/ab12\u0000é\ud800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "postgresql://" : "");
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            readOrRefuse(text.toString());
        }
    }

    private static void readOrRefuse(String text) {
        try {
            assertThat(DatabaseUrl.parse(text).hosts()).isNotEmpty();
        } catch (StartupException e) {
            assertThat(e).hasMessageStartingWith("TOKENGATE_DATABASE_URL ");
        }
    }

    @Test
    void bothDriversAreToldTheSame() {
        DatabaseAccess access = new DatabaseAccess(
                DatabaseUrl.parse("postgresql://u:" + SECRET
                        + "@db1:6432/x?sslmode=require&application_name=me&connect_timeout=9"),
                null,
                null);
        PGSimpleDataSource jdbc = (PGSimpleDataSource) access.jdbc();
        assertThat(jdbc.getServerNames()).containsExactly("db1");
        assertThat(jdbc.getPortNumbers()).containsExactly(6432);
        assertThat(jdbc.getDatabaseName()).isEqualTo("x");
        assertThat(jdbc.getUser()).isEqualTo("u");
        assertThat(jdbc.getPassword()).isEqualTo(SECRET);
        assertThat(jdbc.getSslMode()).isEqualTo("require");
        assertThat(jdbc.getTargetServerType().toString()).isEqualToIgnoringCase("primary");
        assertThat(jdbc.getConnectTimeout()).isEqualTo(9);
        assertThat(jdbc.getLoginTimeout()).isEqualTo(9);

        List<String> told = new ArrayList<>();
        access.r2dbc(settings -> {
            told.add(settings.build().toString());
            return settings;
        });
        assertThat(told)
                .singleElement()
                .asString()
                .contains("db1", "6432", "database='x'", "applicationName='me'", "PRIMARY", "PT9S")
                .doesNotContain(SECRET);
        assertThat(access.toString()).doesNotContain(SECRET);
    }

    @Test
    void verificationNeedsToBeToldWhomToTrust() {
        for (String mode : List.of("verify-ca", "verify-full")) {
            DatabaseUrl url = DatabaseUrl.parse("postgresql://u@db/x?sslmode=" + mode);
            assertThatThrownBy(() -> new DatabaseAccess(url, null, null))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("sslrootcert");
        }
    }

    /** The server of the tests speaks no TLS, so whoever insists on it is turned away. */
    @Test
    void bothDriversInsistOnTls() throws SQLException {
        access("disable").jdbc().getConnection().close();
        assertThatThrownBy(() -> access("require").jdbc().getConnection()).hasMessageContaining("does not support SSL");

        StepVerifier.create(connected("disable")).verifyComplete();
        StepVerifier.create(connected("require")).verifyError();
    }

    private static Mono<Void> connected(String sslMode) {
        return access(sslMode)
                .r2dbc(settings -> settings)
                .create()
                .flatMap(PostgresqlConnection::close)
                .timeout(Duration.ofSeconds(20));
    }

    private static DatabaseAccess access(String sslMode) {
        PostgresServer server = PostgresServer.shared();
        DatabaseUrl url = DatabaseUrl.parse(server.url("postgres") + "?sslmode=" + sslMode);
        return new DatabaseAccess(url, server.username(), server.password());
    }

    @ParameterizedTest
    @CsvSource({"apart, word, apart, word", ", , u, p", "apart, , apart, p"})
    void whatIsGivenApartWins(String username, String password, String wantedUser, String wantedPassword) {
        PGSimpleDataSource jdbc = (PGSimpleDataSource)
                new DatabaseAccess(DatabaseUrl.parse("postgresql://u:p@db"), username, password).jdbc();
        assertThat(jdbc.getUser()).isEqualTo(wantedUser);
        assertThat(jdbc.getPassword()).isEqualTo(wantedPassword);
    }

    @Test
    void userMustBeNamedSomewhere() {
        assertThatThrownBy(() -> new DatabaseAccess(DatabaseUrl.parse("postgresql://db"), null, null))
                .hasMessageContaining("TOKENGATE_DATABASE_USERNAME");
    }

    @Test
    void tooOldServersAndStandbysAreRefused() {
        DatabaseAccess access = new DatabaseAccess(DatabaseUrl.parse("postgresql://u@db"), null, null);
        DatabaseCheck.require(access, 15, false);
        assertThatThrownBy(() -> DatabaseCheck.require(access, 14, false))
                .hasMessageContaining("is PostgreSQL 14")
                .hasMessageContaining("needs PostgreSQL 15 or later");
        assertThatThrownBy(() -> DatabaseCheck.require(access, 18, true)).hasMessageContaining("standby");
    }
}
