package io.tokengate.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** nginx with the configuration of the docs, in front of a service that shows what it is sent. */
@Tag("tools")
class NginxIT {
    private static final Path CONFIGURATION = Path.of("docs/protocols/examples/nginx.conf");

    @TempDir
    static Path folder;

    private static Gateway gateway;
    private static HttpServer service;
    private static Process nginx;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.shared();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", NginxIT::show);
        service.start();
        int port = Gateway.freePort();
        address = "http://127.0.0.1:" + port;
        nginx = startNginx(folder, gateway.port(), port);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        nginx.destroy();
        nginx.waitFor(10, TimeUnit.SECONDS);
        service.stop(0);
    }

    @Test
    void goodTokenPassesAndTheServiceIsToldWhose() {
        HttpResponse<String> answer = get("/metrics/x?scopes=z", "Authorization", "Api-Token " + good());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("GET /metrics/x?scopes=z\n", "x-token-dialect: dynatrace\n", "x-token-owner: admin\n")
                .contains("x-token-scopes: logs.read metrics.read\n")
                .containsPattern("x-token-id: dt0c01\\.[A-Z2-7]{24}\n")
                .containsPattern("x-token-tenant: [0-9a-f-]{36}\n")
                .doesNotContain("authorization", "x-api-token");
    }

    @Test
    void tokenPassesInEveryShape() {
        String token = good();
        assertThat(get("/metrics/", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(get("/metrics/", "X-API-TOKEN", token).statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheClientClaimsIsNotHandedOn() {
        HttpResponse<String> answer = get(
                "/metrics/",
                "Authorization",
                "Bearer " + good(),
                "X-Token-Owner",
                "root",
                "X-Token-Scopes",
                "everything",
                "X-Required-Scopes",
                "nothing.of.the.kind");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("x-token-owner: admin\n").doesNotContain("root", "everything");
    }

    @Test
    void withoutAGoodTokenNothingPasses() {
        HttpResponse<String> without = get("/metrics/", "Accept", "*/*");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(challenge(without)).isEqualTo("Bearer realm=\"tokengate\"");
        HttpResponse<String> unknown = get("/metrics/", "Authorization", "Bearer nobody-knows-this-one");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(challenge(unknown)).contains("error=\"invalid_token\"");
        HttpResponse<String> two = get("/metrics/", "Authorization", "Bearer " + good(), "X-API-TOKEN", good());
        assertThat(two.statusCode()).isEqualTo(401);
        assertThat(get("/metrics/", "Authorization", "Bearer " + gateway.create("logs.read"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void pathOfTheSubrequestIsNotTheClients() {
        String token = gateway.create("logs.read");
        for (String path : List.of(
                "/.tokengate/metrics",
                "/metrics/../../auth",
                "/metrics/%2e%2e/scopes=logs.read",
                "/metrics/scopes=logs.read")) {
            assertThat(get(path, "Authorization", "Bearer " + token).statusCode())
                    .as(path)
                    .isIn(400, 403, 404);
        }
    }

    @Test
    void bodiesReachTheService() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/metrics/"))
                .header("Authorization", "Bearer " + good())
                .POST(BodyPublishers.ofString("x".repeat(100_000)))
                .build();
        HttpResponse<String> answer = Gateway.send(request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("POST /metrics/\n").contains("body: 100000\n");
    }

    @Test
    void revokedTokenDoesNotPassAnyMore() {
        String token = good();
        assertThat(get("/metrics/", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        gateway.revoke(token);
        Awaitility.await()
                .until(() ->
                        get("/metrics/", "Authorization", "Bearer " + token).statusCode() == 401);
    }

    @Test
    void whatCannotBeKnownIs503AndTheServicesOwnFaultsStay() throws IOException {
        int port = Gateway.freePort();
        Path own = Files.createDirectory(folder.resolve("without"));
        Process alone = startNginx(own, Gateway.freePort(), port);
        try {
            HttpResponse<String> answer =
                    Gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/"))
                            .header("Authorization", "Bearer x")
                            .build());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        } finally {
            alone.destroy();
        }
        HttpResponse<String> fault = get("/metrics/fault", "Authorization", "Bearer " + good());
        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body()).contains("GET /metrics/fault");
    }

    private static String good() {
        return gateway.create("metrics.read", "logs.read");
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("none");
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return Gateway.send(HttpRequest.newBuilder(URI.create(address + path))
                .headers(headers)
                .build());
    }

    /** What a request was when it came here. */
    private static void show(HttpExchange exchange) throws IOException {
        StringBuilder shown = new StringBuilder();
        shown.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        new TreeMap<>(exchange.getRequestHeaders())
                .forEach((name, values) -> values.forEach(value -> shown.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append('\n')));
        shown.append("body: ")
                .append(exchange.getRequestBody().readAllBytes().length)
                .append('\n');
        byte[] body = shown.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("/fault") ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Process startNginx(Path folder, int gatewayPort, int port) throws IOException {
        String site = Files.readString(CONFIGURATION)
                .replace("127.0.0.1:8080", "127.0.0.1:" + gatewayPort)
                .replace("127.0.0.1:9090", "127.0.0.1:" + service.getAddress().getPort())
                .replace("listen 8088", "listen 127.0.0.1:" + port);
        String temporary = List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                .map(name -> name + "_temp_path " + folder.resolve("temp-" + name) + ";\n")
                .reduce("", String::concat);
        Path main = folder.resolve("nginx.conf");
        Files.writeString(
                main,
                "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid") + ";\nerror_log "
                        + folder.resolve("error.log") + ";\nevents {}\nhttp {\naccess_log off;\n" + temporary + site
                        + "}\n");
        Process process = new ProcessBuilder("nginx", "-c", main.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> Gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                        .build())
                                .statusCode()
                        > 0);
        return process;
    }
}
