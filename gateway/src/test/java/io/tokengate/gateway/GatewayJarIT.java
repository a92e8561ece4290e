package io.tokengate.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as a user runs it: alone, over its embedded PostgreSQL, and killed while it works. */
class GatewayJarIT {
    private static final String TOKEN = "dt0c01." + "K".repeat(24) + "." + "L".repeat(64);
    private static final Path JAR = Path.of("target", "gateway.jar");
    private static final int WRITERS = 4;
    private static final int ENOUGH = 120;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final List<Process> started = new ArrayList<>();
    private int port;
    private int managementPort;

    @BeforeEach
    void choosePorts() throws IOException {
        port = freePort();
        managementPort = freePort();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runsAloneStopsInOrderAndGoesOn() throws Exception {
        Process first = start();
        assertThat(Files.readString(folder.resolve("output")))
                .contains("administrator: admin, password: ", "tokengate serves on http://localhost:" + port, "curl -s")
                .doesNotContain("WARNING");
        String created = create();
        first.destroy();
        assertThat(first.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(postmaster()).as("its PostgreSQL ended with it").isEmpty();

        start();
        assertThat(lookUp(created)).isEqualTo(200);
    }

    @Test
    void killOfApplicationAndServerLosesNoAcknowledgedToken() throws Exception {
        Process process = start();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> createUntilItFails(acknowledged)));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ENOUGH);
        List<ProcessHandle> server = postmaster();
        assertThat(server).isNotEmpty();
        process.destroyForcibly();
        server.forEach(ProcessHandle::destroyForcibly);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> server.stream().noneMatch(ProcessHandle::isAlive));

        start();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        for (String token : acknowledged) {
            assertThat(lookUp(token)).isEqualTo(200);
        }
    }

    @Test
    void secondProcessOnTheFolderNamesTheFirst() throws Exception {
        Process first = start();
        choosePorts();
        Process second = run("second");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(Files.readString(folder.resolve("second")).lines().filter(line -> line.startsWith("tokengate:")))
                .singleElement()
                .asString()
                .contains("in use by process " + first.pid(), "TOKENGATE_DATA_DIR");
    }

    private void createUntilItFails(Queue<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(create());
            }
        } catch (IOException | IllegalStateException e) {
            // The process is gone, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String create() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/api/v2/apiTokens", "{\"name\": \"n\", \"scopes\": [\"metrics.read\"]}");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("HTTP " + answer.statusCode());
        }
        return String.valueOf(json.readValue(answer.body(), Map.class).get("token"));
    }

    private int lookUp(String token) throws IOException, InterruptedException {
        return post("/api/v2/apiTokens/lookup", "{\"token\": \"" + token + "\"}")
                .statusCode();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Api-Token " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Starts it and waits until it serves. */
    private Process start() throws IOException {
        Process process = run("output");
        started.add(process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(process.isAlive()).as("it runs").isTrue();
                    return Files.readString(folder.resolve("output")).contains("tokengate serves on");
                });
        return process;
    }

    private Process run(String output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.environment()
                .putAll(Map.of(
                        "TOKENGATE_PORT", Integer.toString(port),
                        "TOKENGATE_MANAGEMENT_PORT", Integer.toString(managementPort),
                        "TOKENGATE_DATA_DIR", folder.resolve("data-dir").toString(),
                        "TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN", TOKEN));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile())
                .start();
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
