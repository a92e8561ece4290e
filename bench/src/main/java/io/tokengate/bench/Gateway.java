package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's jar over an embedded PostgreSQL of its own, and tokens in it. */
final class Gateway implements AutoCloseable {
    static final String LOOKUP = "/api/v2/apiTokens/lookup";

    private static final String BOOTSTRAP = "dt0c01." + "K".repeat(24) + "." + "L".repeat(64);
    private static final String TOKENS = "/api/v2/apiTokens";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final int AT_ONCE = 50;

    private final ServerProcess server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Gateway(ServerProcess server) {
        this.server = server;
    }

    /** Starts the jar that {@code mvnw package} has made, below a folder. */
    static Gateway start(Path folder) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Map<String, String> environment = Map.of(
                "TOKENGATE_PORT", Integer.toString(port),
                "TOKENGATE_MANAGEMENT_PORT", Integer.toString(ServerProcess.freePort()),
                "TOKENGATE_DATA_DIR", folder.resolve("data").toString(),
                "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN", BOOTSTRAP);
        List<String> program =
                List.of("-jar", Path.of("gateway", "target", "gateway.jar").toString());
        return new Gateway(ServerProcess.start("tokengate", port, program, environment, folder.resolve("gateway.log")));
    }

    ServerProcess server() {
        return server;
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
        return send(LOOKUP, secret, body(secret)).join();
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
        return send(TOKENS, BOOTSTRAP, body).thenApply(Gateway::token);
    }

    private CompletableFuture<String> send(String path, String caller, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", authorization(caller))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("HTTP " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        });
    }

    private static String token(String answer) {
        Matcher token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("no token in the answer");
        }
        return token.group(1);
    }
}
