package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A little of everything: each dialect asked rightly and wrongly, tokens made, verified over each protocol, revoked. */
final class MixedTraffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOKUPS = 20;

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread;

    private MixedTraffic(Gateway gateway) {
        this.gateway = gateway;
        this.thread = Thread.ofPlatform().name("traffic").unstarted(this::run);
    }

    static MixedTraffic of(Gateway gateway) {
        return new MixedTraffic(gateway);
    }

    /** Begins, and goes on until it is closed. */
    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }

    @SuppressWarnings("SystemOut")
    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                manage();
                verify();
            }
        } catch (IOException e) {
            System.out.println("traffic ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void manage() throws IOException, InterruptedException {
        List<String> lists = List.of("/umaaas/v1/tokens", "/api/v1/api_tokens/", "/api/v2/apiTokens", "/v1/tokens");
        for (String list : lists) {
            get(list, "Bearer of-nobody");
        }
        get("/umaaas/v1/tokens", basic(Gateway.UMAAAS_ID, Gateway.UMAAAS_SECRET));
        get("/api/v1/api_tokens/", basic("admin", Gateway.ADMIN_PASSWORD));
        get("/v1/tokens", basic("admin", Gateway.ADMIN_PASSWORD));
        get("/api/v2/apiTokens", Gateway.authorization(Gateway.BOOTSTRAP));
        get("/v1.0/userapitokens", "Bearer of-nobody");
        post("/v1.0/login", "", "application/json", "{\"email\": \"nobody@example.org\", \"password\": \"x\"}");
    }

    private void verify() throws IOException, InterruptedException {
        String token = gateway.create(1).getFirst();
        for (int i = 0; i < LOOKUPS; i++) {
            gateway.knows(token);
            gateway.knows(Requests.madeUp(i));
        }
        String bearer = "Bearer " + Gateway.NATIVE;
        post(Gateway.BATCH, bearer, "application/json", "{\"tokens\": [\"" + token + "\", \"x\"]}");
        post(Gateway.INTROSPECT, bearer, "application/x-www-form-urlencoded", "token=" + token);
        gateway.revoke(token);
        gateway.knows(token);
    }

    private void get(String path, String authorization) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(gateway.server().address() + path)), authorization);
    }

    private void post(String path, String authorization, String type, String body)
            throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(URI.create(gateway.server().address() + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)),
                authorization);
    }

    private void send(HttpRequest.Builder request, String authorization) throws IOException, InterruptedException {
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        client.send(request.timeout(PATIENCE).build(), BodyHandlers.discarding());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
