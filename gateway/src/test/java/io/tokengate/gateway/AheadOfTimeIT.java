package io.tokengate.gateway;

import io.tokengate.gateway.support.GatewayProcess;
import io.tokengate.gateway.support.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A jar starts with the beans that the build prepared, which are the same as those that a start finds itself. */
class AheadOfTimeIT {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String PREPARED = "Starting AOT-processed GatewayApplication";
    private static final String FOUND = "Starting GatewayApplication";

    /** There after a first collection, which a start need not have. */
    private static final String ONCE_COLLECTED = "# TYPE jvm_gc_pause_seconds";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String database = SERVER.newDatabase();

    @TempDir
    Path folder;

    @Test
    void preparedBeansAreThoseThatAStartFinds() throws Exception {
        try (GatewayProcess prepared = start("prepared", Map.of());
                GatewayProcess found = start("found", Map.of("JAVA_TOOL_OPTIONS", "-Dspring.aot.enabled=false"))) {
            assertThat(prepared.output()).contains(PREPARED);
            assertThat(found.output()).contains(FOUND);
            for (String path : new String[] {"/actuator", "/actuator/health", "/readyz", "/none"}) {
                assertThat(management(prepared, path)).as(path).isEqualTo(management(found, path));
            }
            for (String path :
                    new String[] {"/readyz", "/oauth2/jwks", "/openapi/kps.yaml", "/api/v2/apiTokens", "/x"}) {
                assertThat(get(prepared.address() + path)).as(path).isEqualTo(get(found.address() + path));
            }
            assertThat(metrics(prepared)).hasSizeGreaterThan(50).isEqualTo(metrics(found));
        }
    }

    @Test
    void aProfileAsksForNoOther() throws Exception {
        start("first", Map.of()).close();
        try (GatewayProcess process = start("prod", Map.of("SPRING_PROFILES_ACTIVE", "prod"))) {
            assertThat(process.output()).contains(PREPARED, "\"ecs\"");
        }
    }

    @Test
    void aSettingThatAsksForOtherBeansIsHeard() throws Exception {
        try (GatewayProcess process = start("grpc", Map.of("TOKENGATE_GRPC_PORT", "0"))) {
            assertThat(process.output()).contains(FOUND, "gRPC");
        }
    }

    /** Each is some hundredths of a second that every replica would pay for (docs/adr/0037). */
    @Test
    void aStartThatHasNothingToMakeLoadsNothingForIt() throws Exception {
        start("first", Map.of()).close();
        Path classes = folder.resolve("classes");
        try (GatewayProcess process =
                start("second", Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes))) {
            assertThat(process.output()).contains(PREPARED);
            assertThat(Files.readString(classes))
                    .contains("io.r2dbc.postgresql.client.ReactorNettyClient")
                    .doesNotContain(
                            "org.postgresql.Driver", "org.flywaydb.core.Flyway ", "io.netty.buffer.AllocateChunkEvent");
        }
    }

    private GatewayProcess start(String name, Map<String, String> further) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TOKENGATE_PORT",
                "0",
                "TOKENGATE_MANAGEMENT_PORT",
                "0",
                "TOKENGATE_DATABASE_URL",
                SERVER.url(database),
                "TOKENGATE_DATABASE_USERNAME",
                SERVER.username(),
                "TOKENGATE_DATABASE_PASSWORD",
                SERVER.password(),
                "TOKENGATE_ADMIN_PASSWORD",
                "password-of-an-administrator"));
        settings.putAll(further);
        return GatewayProcess.ofLayers(folder.resolve(name), settings).awaitServing();
    }

    /** Names of families: which series they have is a matter of time. */
    private Set<String> metrics(GatewayProcess process) throws IOException, InterruptedException {
        return management(process, "/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .filter(line -> !line.startsWith(ONCE_COLLECTED))
                .collect(Collectors.toSet());
    }

    private String management(GatewayProcess process, String path) throws IOException, InterruptedException {
        return get(process.managementAddress() + path);
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
