package io.tokengate.gateway;

import io.tokengate.gateway.support.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as a user runs it: alone, over its embedded PostgreSQL, and killed while it works. */
class GatewayJarIT {
    private static final String TOKEN = "dt0c01." + "K".repeat(24) + "." + "L".repeat(64);
    private static final int WRITERS = 4;
    private static final int ENOUGH = 120;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final List<GatewayProcess> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(GatewayProcess::close);
    }

    @Test
    void runsAloneStopsInOrderAndGoesOn() throws Exception {
        GatewayProcess first = GatewayProcess.ofJar(folder.resolve("jar"), settings());
        started.add(first);
        first.awaitServing();
        assertThat(first.output())
                .contains("administrator: admin, password: ", "tokengate serves on http://localhost:", "curl -s");
        assertThat(first.output() + first.errors()).doesNotContain("WARNING");
        String created = create(first);
        first.close();
        assertThat(postmaster()).as("its PostgreSQL ended with it").isEmpty();

        assertThat(lookUp(start(), created)).isEqualTo(200);
    }

    @Test
    void killOfApplicationAndServerLosesNoAcknowledgedToken() throws Exception {
        bringPrograms();
        GatewayProcess process = start();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> createUntilItFails(process, acknowledged)));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ENOUGH);
        List<ProcessHandle> server = postmaster();
        assertThat(server).isNotEmpty();
        process.kill();
        server.forEach(ProcessHandle::destroyForcibly);
        for (Thread writer : writers) {
            writer.join();
        }
        Awaitility.await().until(() -> server.stream().noneMatch(ProcessHandle::isAlive));

        GatewayProcess again = start();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        for (String token : acknowledged) {
            assertThat(lookUp(again, token)).isEqualTo(200);
        }
    }

    @Test
    void killOfTheServerAloneIsMended() throws Exception {
        bringPrograms();
        GatewayProcess process = start();
        String created = create(process);
        List<ProcessHandle> server = postmaster();
        assertThat(server).isNotEmpty();
        server.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        !postmaster().isEmpty() && !server.contains(postmaster().getLast()));
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> lookUp(process, created) == 200);
    }

    @Test
    void secondProcessOnTheFolderNamesTheFirst() throws Exception {
        bringPrograms();
        GatewayProcess first = start();
        GatewayProcess second = run("second");
        assertThat(second.awaitEnd()).isNotZero();
        assertThat((second.output() + second.errors()).lines().filter(line -> line.startsWith("tokengate:")))
                .singleElement()
                .asString()
                .contains("in use by process " + first.pid(), "TOKENGATE_DATA_DIR");
    }

    private void createUntilItFails(GatewayProcess process, Queue<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(create(process));
            }
        } catch (IOException | IllegalStateException e) {
            // The process is gone, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String create(GatewayProcess process) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                post(process, "/api/v2/apiTokens", "{\"name\": \"n\", \"scopes\": [\"metrics.read\"]}");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("HTTP " + answer.statusCode());
        }
        return String.valueOf(json.readValue(answer.body(), Map.class).get("token"));
    }

    private int lookUp(GatewayProcess process, String token) throws IOException, InterruptedException {
        return post(process, "/api/v2/apiTokens/lookup", "{\"token\": \"" + token + "\"}")
                .statusCode();
    }

    private HttpResponse<String> post(GatewayProcess process, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(process.address() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Api-Token " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Those of the tests, unpacked already: that a jar unpacks its own is for one test to show. */
    private void bringPrograms() throws IOException {
        Path programs = Files.createDirectories(Path.of("target", "postgresql").toAbsolutePath());
        Path data = Files.createDirectory(
                folder.resolve("data-dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(data.resolve("postgresql"), programs);
    }

    private GatewayProcess start() throws InterruptedException {
        GatewayProcess process = run("process-" + started.size());
        started.add(process);
        return process.awaitServing();
    }

    /** Taken apart, since that starts sooner; the jar itself is for one test to show. */
    private GatewayProcess run(String name) throws InterruptedException {
        return GatewayProcess.ofLayers(folder.resolve(name), settings());
    }

    private Map<String, String> settings() {
        return Map.of(
                "TOKENGATE_PORT",
                "0",
                "TOKENGATE_MANAGEMENT_PORT",
                "0",
                "TOKENGATE_DATA_DIR",
                folder.resolve("data-dir").toString(),
                "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN",
                TOKEN);
    }

    /** The running server of the folder: the process that its file names, with all it started. */
    private List<ProcessHandle> postmaster() throws IOException {
        Path file = folder.resolve("data-dir/data/postmaster.pid");
        if (!Files.exists(file)) {
            return List.of();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid)
                .map(server ->
                        Stream.concat(server.descendants(), Stream.of(server)).toList())
                .orElse(List.of());
    }
}
