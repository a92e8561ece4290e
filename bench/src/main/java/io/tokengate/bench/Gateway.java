package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's jar, and what the benchmarks ask it to do before and after they load it. */
final class Gateway implements AutoCloseable {
    static final Path JAR = Path.of("gateway", "target", "gateway.jar");
    static final String LOOKUP = "/api/v2/apiTokens/lookup";
    static final String BOOTSTRAP = "dt0c01." + "K".repeat(24) + "." + "L".repeat(64);

    static final String BATCH = "/v1/tokens:batchVerify";
    static final String INTROSPECT = "/oauth2/introspect";
    static final String NATIVE = "native-token-of-the-benchmarks-0123456789";

    static final String ADMIN_PASSWORD = "password-of-the-benchmarks-0123456789";
    static final String UMAAAS_ID = "0123456789abcdef".repeat(2);
    static final String UMAAAS_SECRET = "umaaas-secret-of-the-benchmarks-0123456789";

    private static final String TOKENS = "/api/v2/apiTokens";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final int ID_LENGTH = 31;
    private static final int AT_ONCE = 50;

    private final ServerProcess server;
    private final int managementPort;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();

    private Gateway(ServerProcess server, int managementPort, Path data) {
        this.server = server;
        this.managementPort = managementPort;
        this.data = data;
    }

    /** Starts one over an embedded PostgreSQL below a folder. */
    static Gateway start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        return start(
                ServerProcess.HEAP, folder.resolve("gateway.log"), data, Map.of("TOKENGATE_DATA_DIR", data.toString()));
    }

    /** Starts another over the same database. */
    Gateway replica(Map<String, String> settings) throws IOException, InterruptedException {
        return replica(ServerProcess.HEAP, settings);
    }

    /** The same with another heap. */
    Gateway replica(String heap, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("TOKENGATE_DATABASE_URL", databaseUrl());
        return start(heap, data.resolveSibling("replica.log"), data, all);
    }

    /** Another one, by what the JVM is told to run in place of the jar. */
    Gateway replica(List<String> program) throws IOException, InterruptedException {
        Map<String, String> settings = Map.of("TOKENGATE_DATABASE_URL", databaseUrl());
        return start(program, ServerProcess.HEAP, data.resolveSibling("replica.log"), data, settings);
    }

    private static Gateway start(String heap, Path log, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(List.of("-jar", JAR.toString()), heap, log, data, settings);
    }

    private static Gateway start(List<String> program, String heap, Path log, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        int managementPort = ServerProcess.freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TOKENGATE_PORT", Integer.toString(port));
        environment.put("TOKENGATE_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN", BOOTSTRAP);
        environment.put("TOKENGATE_BOOTSTRAP_NATIVE_TOKEN", NATIVE);
        environment.put("TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_ID", UMAAAS_ID);
        environment.put("TOKENGATE_BOOTSTRAP_UMAAAS_CLIENT_SECRET", UMAAAS_SECRET);
        environment.put("TOKENGATE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        ServerProcess server = ServerProcess.start("tokengate", port, heap, program, environment, log);
        return new Gateway(server, managementPort, data);
    }

    ServerProcess server() {
        return server;
    }

    /** Waits until it says that it is ready. */
    void awaitReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Of health and metrics. */
    int managementPort() {
        return managementPort;
    }

    /** The database, with its password, for programs that need it. */
    String databaseUrl() throws IOException {
        String password = Files.readString(data.resolve("password")).strip();
        String port = Files.readString(data.resolve("port")).strip();
        return "postgresql://tokengate:" + password + "@127.0.0.1:" + port + "/tokengate";
    }

    /** Creates tokens with 16-character names and two scopes; their secrets. */
    List<String> create(int count) {
        List<String> secrets = new ArrayList<>(count);
        while (secrets.size() < count) {
            List<CompletableFuture<String>> batch = new ArrayList<>();
            for (int i = 0; i < Math.min(AT_ONCE, count - secrets.size()); i++) {
                batch.add(create("%016d".formatted(secrets.size() + i)));
            }
            batch.forEach(created -> secrets.add(created.join()));
        }
        return secrets;
    }

    /** What a lookup of a token answers. */
    String lookUp(String secret) {
        return send("POST", LOOKUP, body(secret)).join().body();
    }

    /** Whether a lookup finds a token. */
    boolean knows(String secret) {
        return send("POST", LOOKUP, body(secret)).join().statusCode() == 200;
    }

    /** Revokes a token; returns once that is acknowledged. */
    void revoke(String secret) {
        int status = send("DELETE", TOKENS + "/" + secret.substring(0, ID_LENGTH), "")
                .join()
                .statusCode();
        if (status != 204) {
            throw new IllegalStateException("HTTP " + status);
        }
    }

    /** The sum of a metric over all its labels. */
    double metric(String name) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static String body(String secret) {
        return "{\"token\": \"" + secret + "\"}";
    }

    static String authorization(String secret) {
        return "Api-Token " + secret;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private CompletableFuture<String> create(String name) {
        String body = "{\"name\": \"" + name + "\", \"scopes\": [\"metrics.read\", \"logs.read\"]}";
        return send("POST", TOKENS, body).thenApply(Gateway::token);
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", authorization(BOOTSTRAP))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static String token(HttpResponse<String> answer) {
        Matcher token = TOKEN.matcher(answer.body());
        if (!token.find()) {
            throw new IllegalStateException("HTTP " + answer.statusCode() + " without a token");
        }
        return token.group(1);
    }
}
