package io.tokengate.gateway.config;

import io.tokengate.gateway.support.Certificates;
import io.tokengate.gateway.support.Certificates.Pair;
import io.tokengate.gateway.support.PostgresServer;
import io.tokengate.gateway.support.RawConnection;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS on the port of the API, as clients see it. */
@ExtendWith(OutputCaptureExtension.class)
class ServerTlsTest {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    private static final Pattern END =
            Pattern.compile("ssl_chain_expiry_seconds\\{bundle=\"tokengate\",certificate=\"(\\w+)\","
                    + "chain=\"[^\"]+\",source=\"keystore\"} (\\S+)");

    @TempDir
    Path folder;

    private Certificates certificates;

    @BeforeEach
    void prepare() throws IOException {
        certificates = new Certificates(Files.createDirectory(folder.resolve("made")));
    }

    @Test
    void apiIsServedOverTlsOnlyAndHealthWithout() throws Exception {
        Pair server = certificates.make("server", HERE);
        try (RunningGateway gateway = start(server.certificate(), server.key(), Map.of())) {
            HttpResponse<String> metadata = get(gateway, server, null, "/.well-known/oauth-authorization-server");
            assertThat(metadata.statusCode()).isEqualTo(200);
            assertThat(metadata.body()).contains("\"issuer\":\"https://localhost:" + gateway.port() + "\"");
            // By the lean way, on the server itself.
            assertThat(get(gateway, server, null, "/auth").statusCode()).isEqualTo(401);
            assertThatThrownBy(() -> get(gateway, certificates.make("stranger", HERE), null, "/livez"))
                    .isInstanceOf(SSLHandshakeException.class);
            try (RawConnection plain = new RawConnection(gateway.port())) {
                assertThat(plain.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").readToEnd())
                        .doesNotContain("HTTP/1.1 200");
            }
            gateway.management().get().uri("/readyz").exchange().expectStatus().isOk();
        }
    }

    @Test
    void clientNeedsACertificateOfTheAuthority() throws Exception {
        Pair server = certificates.make("server", HERE);
        Pair client = certificates.make("client", "dns:client");
        try (RunningGateway gateway = start(
                server.certificate(),
                server.key(),
                Map.of("tokengate.tls.client.ca", client.certificate().toString()))) {
            assertThat(get(gateway, server, client, "/livez").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(gateway, server, null, "/livez")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(gateway, server, certificates.make("other", "dns:client"), "/livez"))
                    .isInstanceOf(IOException.class);
        }
    }

    /** As Kubernetes exchanges a mounted secret: the files are links through one folder that is a link. */
    @Test
    void exchangedFilesAreReadAgainAndBrokenOnesAreNotTaken(CapturedOutput output) throws Exception {
        Pair first = certificates.make("first", HERE);
        Pair second = certificates.make("second", HERE);
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        mount(mounted, "1", Files.readString(first.certificate()), Files.readString(first.key()));
        Path certificate = Files.createSymbolicLink(mounted.resolve("tls.crt"), Path.of("..data", "tls.crt"));
        Path key = Files.createSymbolicLink(mounted.resolve("tls.key"), Path.of("..data", "tls.key"));
        try (RunningGateway gateway =
                start(certificate, key, Map.of("spring.ssl.bundle.watch.file.quiet-period", "100ms"))) {
            assertThat(get(gateway, first, null, "/livez").statusCode()).isEqualTo(200);
            assertThat(certificatesThatEnd(gateway)).containsExactly(first.serialNumber());

            mount(mounted, "2", "no certificate", Files.readString(second.key()));
            Awaitility.await().until(() -> output.getAll().contains("Unexpected SSL reload error"));
            assertThat(get(gateway, first, null, "/livez").statusCode()).isEqualTo(200);
            assertThat(certificatesThatEnd(gateway)).containsExactly(first.serialNumber());

            mount(mounted, "3", Files.readString(second.certificate()), Files.readString(second.key()));
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(SSLException.class)
                    .until(() -> get(gateway, second, null, "/livez").statusCode() == 200);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(certificatesThatEnd(gateway)).containsExactly(second.serialNumber()));
        }
    }

    /** Whose end is shown, in some days; made for ninety. */
    private static List<String> certificatesThatEnd(RunningGateway gateway) {
        String shown = gateway.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return END.matcher(requireNonNull(shown))
                .results()
                .peek(end -> assertThat(Double.parseDouble(end.group(2)))
                        .isBetween(
                                Duration.ofDays(80).toSeconds() * 1.0,
                                Duration.ofDays(90).toSeconds() * 1.0))
                .map(end -> end.group(1))
                .toList();
    }

    @Test
    void filesThatAreNoneStopTheStart() throws Exception {
        Pair server = certificates.make("server", HERE);
        Pair other = certificates.make("other", HERE);
        Path missing = folder.resolve("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        refused(missing, server.key(), "TOKENGATE_TLS_CERTIFICATE must name a readable PEM file with a certificate");
        refused(empty, server.key(), "TOKENGATE_TLS_CERTIFICATE must name a readable PEM file with a certificate");
        refused(
                server.key(),
                server.key(),
                "TOKENGATE_TLS_CERTIFICATE must name a readable PEM file with a certificate");
        refused(server.certificate(), missing, "TOKENGATE_TLS_KEY must name a readable PEM file with a private key");
        refused(
                server.certificate(),
                server.certificate(),
                "TOKENGATE_TLS_KEY must name a readable PEM file with a private key");
        refused(server.certificate(), other.key(), "TOKENGATE_TLS_KEY is not the key of TOKENGATE_TLS_CERTIFICATE");
        assertThatThrownBy(() -> RunningGateway.start("none", Map.of("tokengate.tls.key", server.key())))
                .satisfies(failure -> assertThat(StartupFailures.describe(failure))
                        .isEqualTo("TLS takes both TOKENGATE_TLS_CERTIFICATE and TOKENGATE_TLS_KEY:"
                                + " set both of them or none of the three"));
    }

    private static void refused(Path certificate, Path key, String because) {
        assertThatThrownBy(() -> start(certificate, key, Map.of()).close())
                .satisfies(
                        failure -> assertThat(StartupFailures.describe(failure)).startsWith(because));
    }

    private static void mount(Path mounted, String name, String certificate, String key) throws IOException {
        Path version = Files.createDirectory(mounted.resolve(".." + name));
        Files.writeString(version.resolve("tls.crt"), certificate);
        Files.writeString(version.resolve("tls.key"), key);
        Path link = Files.createSymbolicLink(mounted.resolve("..data_tmp"), version.getFileName());
        Files.move(
                link, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static RunningGateway start(Path certificate, Path key, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("tokengate.tls.certificate", certificate);
        settings.put("tokengate.tls.key", key);
        return RunningGateway.start(PostgresServer.shared().newDatabase(), settings);
    }

    private static HttpResponse<String> get(RunningGateway gateway, Pair trusted, @Nullable Pair own, String path)
            throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Certificates.client(trusted, own))
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
