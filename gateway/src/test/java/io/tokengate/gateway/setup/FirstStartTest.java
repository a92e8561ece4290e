package io.tokengate.gateway.setup;

import io.tokengate.gateway.support.GatewayProcess;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RunningGateway;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What an installation begins with, however many replicas begin it, and that it begins once. */
@ExtendWith(OutputCaptureExtension.class)
class FirstStartTest {
    private static final Pattern PASSWORD = Pattern.compile("administrator: admin, password: ([a-z2-7]{32})\\R");
    private static final Pattern DYNATRACE = Pattern.compile("DT_TOKEN=(dt0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64})\\R");
    private static final Pattern UMAAAS_ID = Pattern.compile("UMAAAS_CLIENT_ID=([0-9a-f]{32})\\R");
    private static final Pattern UMAAAS_SECRET = Pattern.compile("UMAAAS_CLIENT_SECRET=([0-9a-f]{76})\\R");
    private static final Pattern NATIVE = Pattern.compile("TG_TOKEN=(tg_[a-z2-7]{64})\\R");

    @Test
    void severalReplicasAtOnceMakeOneInstallation(@TempDir Path folder) throws Exception {
        String database = PostgresServer.shared().newDatabase();
        List<GatewayProcess> replicas = IntStream.range(0, 3)
                .mapToObj(i -> GatewayProcess.ofClasses(folder.resolve("replica-" + i), firstStart(database)))
                .toList();
        try {
            replicas.forEach(GatewayProcess::awaitServing);
            assertThat(replicas)
                    .as("one of them made it, with one generated password")
                    .filteredOn(replica -> PASSWORD.matcher(replica.output()).find())
                    .hasSize(1);
            try (Connection connection = PostgresServer.shared().connect(database)) {
                assertThat(count(connection, "installation")).isEqualTo(1);
                assertThat(count(connection, "tenant")).isEqualTo(1);
                assertThat(count(connection, "app_user")).isEqualTo(1);
                assertThat(count(connection, "token")).isEqualTo(3);
                assertThat(count(connection, "checksum_key")).isEqualTo(1);
            }
            String made = create(client(replicas.getFirst()));
            replicas.forEach(
                    replica -> dynatrace(client(replica), made).expectStatus().isOk());
        } finally {
            replicas.forEach(GatewayProcess::close);
        }
    }

    @Test
    void whatIsNotGivenIsGeneratedPrintedOnceAndServes(CapturedOutput output) {
        String database = PostgresServer.shared().newDatabase();
        String first;
        try (RunningGateway gateway = RunningGateway.startWith(database, Map.of())) {
            first = output.toString();
            dynatrace(gateway.client(), found(DYNATRACE, first)).expectStatus().isOk();
            admin(gateway, found(PASSWORD, first)).expectStatus().isOk();
            gateway.client()
                    .get()
                    .uri("/v1/audit")
                    .headers(headers -> headers.setBearerAuth(found(NATIVE, first)))
                    .exchange()
                    .expectStatus()
                    .isOk();
            umaaas(gateway, found(UMAAAS_ID, first), found(UMAAAS_SECRET, first))
                    .isCreated();
            assertThat(first)
                    .contains("tokengate serves on " + gateway.address())
                    .contains("curl -s -u \"$UMAAAS_CLIENT_ID:$UMAAAS_CLIENT_SECRET\"")
                    .contains("curl -s -H \"Authorization: Api-Token $DT_TOKEN\"");
        }
        try (RunningGateway again = RunningGateway.startWith(database, Map.of())) {
            String second = output.toString().substring(first.length());
            assertThat(second).contains("tokengate serves on").doesNotContain("First start", "DT_TOKEN=dt0c01.");
            dynatrace(again.client(), found(DYNATRACE, first)).expectStatus().isOk();
        }
    }

    @Test
    void whatIsGivenServesIsNotPrintedAndCountsAtTheFirstStartOnly(CapturedOutput output) {
        String database = PostgresServer.shared().newDatabase();
        RunningGateway.start(database, Map.of()).close();
        Map<String, Object> others = Map.of("tokengate.admin.password", "another-password-0123456789");
        try (RunningGateway gateway = RunningGateway.start(database, others)) {
            dynatrace(gateway.client(), RunningGateway.DYNATRACE_TOKEN)
                    .expectStatus()
                    .isOk();
            umaaas(gateway, RunningGateway.UMAAAS_CLIENT_ID, RunningGateway.UMAAAS_CLIENT_SECRET)
                    .isCreated();
            admin(gateway, RunningGateway.ADMIN_PASSWORD).expectStatus().isOk();
            admin(gateway, "another-password-0123456789").expectStatus().isUnauthorized();
        }
        assertThat(output.toString())
                .doesNotContain(
                        RunningGateway.DYNATRACE_TOKEN,
                        RunningGateway.ADMIN_PASSWORD,
                        RunningGateway.NATIVE_TOKEN,
                        RunningGateway.UMAAAS_CLIENT_SECRET,
                        "First start");
    }

    @Test
    void productionLogsJson(CapturedOutput output) throws Exception {
        Map<String, Object> production = Map.of("spring.profiles.active", "prod");
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), production)) {
            fail(gateway, "request-that-fails");
        }
        assertThat(jsonLines(output))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"ecs\"").endsWith("}"))
                .filteredOn(line -> line.contains("request-that-fails failed"))
                .singleElement()
                .asString()
                .contains("\"http\":{\"request\":{\"id\":\"request-that-fails\"}}");
    }

    @Test
    void productionLogsTextIfToldSo(CapturedOutput output) throws Exception {
        Map<String, Object> production = Map.of("spring.profiles.active", "prod", "tokengate.log.format", "text");
        try (RunningGateway gateway =
                RunningGateway.start(PostgresServer.shared().newDatabase(), production)) {
            fail(gateway, "request-that-fails");
        }
        assertThat(output.toString()).contains(" : request-that-fails failed");
        assertThat(jsonLines(output)).isEmpty();
    }

    private static Stream<String> jsonLines(CapturedOutput output) {
        return output.toString().lines().filter(line -> line.startsWith("{\"@timestamp\""));
    }

    /** A request that nobody can answer, for a table is gone. */
    private static void fail(RunningGateway gateway, String name) throws SQLException {
        try (Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table token_usage rename to token_usage_elsewhere");
        }
        gateway.client()
                .get()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .header("X-Request-Id", name)
                .exchange()
                .expectStatus()
                .isEqualTo(500);
    }

    private static List<String> firstStart(String database) {
        return Stream.concat(
                        GatewayProcess.settings(database),
                        Stream.of("--tokengate.bootstrap.dynatrace.token=" + RunningGateway.DYNATRACE_TOKEN))
                .toList();
    }

    private static WebTestClient client(GatewayProcess replica) {
        return WebTestClient.bindToServer().baseUrl(replica.address()).build();
    }

    private static String create(WebTestClient client) {
        Map<?, ?> created = client.post()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("name", "n", "scopes", List.of("apiTokens.read")))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        assertThat(created).isNotNull();
        return String.valueOf(created.get("token"));
    }

    private static ResponseSpec dynatrace(WebTestClient client, String token) {
        return client.get()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + token)
                .exchange();
    }

    private static StatusAssertions umaaas(RunningGateway gateway, String clientId, String clientSecret) {
        return gateway.client()
                .post()
                .uri("/umaaas/v1/tokens")
                .headers(headers -> headers.setBasicAuth(clientId, clientSecret))
                .bodyValue(Map.of("name", "n", "permissions", List.of("VIEW", "TRANSACT", "MANAGE")))
                .exchange()
                .expectStatus();
    }

    private static ResponseSpec admin(RunningGateway gateway, String password) {
        return gateway.client()
                .get()
                .uri("/v1/users")
                .headers(headers -> headers.setBasicAuth("admin", password))
                .exchange();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
