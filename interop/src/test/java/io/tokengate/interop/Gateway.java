package io.tokengate.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway's jar, over an embedded PostgreSQL in a folder of its own. */
final class Gateway implements AutoCloseable {
    /** The first native token; it may do everything. */
    static final String NATIVE_TOKEN = "native-token-of-the-tests-0123456789";

    private static final String DYNATRACE_TOKEN = "dt0c01." + "A".repeat(24) + "." + "B".repeat(64);
    private static final Path JAR = Path.of("gateway", "target", "gateway.jar");
    private static final Duration START = Duration.ofMinutes(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static @Nullable Gateway shared;

    private final Process process;
    private final int port;

    private Gateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One for all who need no settings of their own; it ends with the tests. */
    static synchronized Gateway shared() {
        if (shared == null) {
            Path folder = newFolder();
            Gateway started = start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                FileSystemUtils.deleteRecursively(folder.toFile());
            }));
            shared = started;
        }
        return shared;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("tokengate-interop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, with further settings such as {@code --tokengate.lease=1s}. */
    static Gateway start(Path folder, String... settings) {
        assertThat(JAR).as("built by the phase package").exists();
        int port = freePort();
        int management = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It lives for seconds: what the second compiler would make of it never pays.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--tokengate.port=" + port,
                "--tokengate.management.port=" + management,
                "--tokengate.trusted.proxies=127.0.0.0/8",
                "--tokengate.bootstrap.native.token=" + NATIVE_TOKEN,
                "--tokengate.bootstrap.dynatrace.token=" + DYNATRACE_TOKEN,
                "--tokengate.data.dir=" + folder.resolve("data")));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.log").toFile());
        try {
            Gateway gateway = new Gateway(builder.start(), port);
            Awaitility.await()
                    .atMost(START)
                    .ignoreExceptions()
                    .until(() -> statusOf("http://localhost:" + management + "/readyz") == 200);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "http://localhost:" + port;
    }

    /** A new Dynatrace token with these scopes. */
    String create(String... scopes) {
        HttpResponse<String> created = send(
                "POST",
                "/api/v2/apiTokens",
                "Api-Token " + DYNATRACE_TOKEN,
                "{\"name\": \"n\", \"scopes\": [\"" + String.join("\",\"", scopes) + "\"]}");
        assertThat(created.statusCode()).isEqualTo(201);
        return found(Pattern.compile("\"token\":\"([^\"]+)\""), created.body());
    }

    /** Revokes it for good. */
    void revoke(String token) {
        HttpResponse<String> answer =
                send("DELETE", "/api/v2/apiTokens/" + token.substring(0, 31), "Api-Token " + DYNATRACE_TOKEN, "");
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    /** What native verification says. */
    String verify(String token) {
        return send("POST", "/v1/tokens:verify", "Bearer " + NATIVE_TOKEN, "{\"token\": \"" + token + "\"}")
                .body();
    }

    /** The id of the first native token. */
    String nativeTokenId() {
        return found(Pattern.compile("\"token\":\\{\"id\":\"([^\"]+)\""), verify(NATIVE_TOKEN));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer to a request on this machine. */
    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int statusOf(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).build()).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String authorization, String body) {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        List.of("DELETE").contains(method) ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
