package io.tokengate.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * kubectl, which reads a kubeconfig as an API server does, with the one of the docs: address, name of the certificate,
 * authority and token.
 */
@Tag("tools")
class TokenReviewIT {
    private static final Path KUBECONFIG = Path.of("docs/protocols/examples/token-review.kubeconfig");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Gateway gateway;
    private static Path kubeconfig;

    @BeforeAll
    static void start() throws Exception {
        Path key = folder.resolve("tls.key");
        Path certificate = folder.resolve("ca.crt");
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=test",
                "-addext",
                "subjectAltName=DNS:tokengate.tokengate.svc",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        gateway = Gateway.start(folder, "--tokengate.tls.certificate=" + certificate, "--tokengate.tls.key=" + key);
        Files.writeString(folder.resolve("token"), Gateway.NATIVE_TOKEN + "\n");
        kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"),
                Files.readString(KUBECONFIG)
                        .replace("//10.96.0.77/", "//127.0.0.1:" + gateway.port() + "/")
                        .replace("/etc/kubernetes/tokengate/", folder + "/"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1"})
    void bearerIsSomebody(String version) throws Exception {
        JsonNode review = review(version, Gateway.NATIVE_TOKEN);
        assertThat(review.get("apiVersion").asString()).isEqualTo("authentication.k8s.io/" + version);
        assertThat(review.at("/status/authenticated").asBoolean()).isTrue();
        assertThat(review.at("/status/user/username").asString()).isEqualTo("tokengate:admin");
        assertThat(review.at("/status/user/groups").valueStream().map(JsonNode::asString))
                .contains("tokengate:role:INFRA_ADMIN", "tokengate:scope:tokens.review");
    }

    @Test
    void strangerIsNobody() throws Exception {
        JsonNode status = review("v1", "nobody-knows-this-one").get("status");
        assertThat(status.get("authenticated").asBoolean()).isFalse();
        assertThat(status.get("error").asString()).startsWith("the token is ");
    }

    /** Read as an error of the API server's own kind: by reason and message. */
    @Test
    void failureIsAStatus() throws Exception {
        Path wrong = Files.writeString(
                folder.resolve("wrong"),
                Files.readString(kubeconfig)
                        .replace("tokenFile: " + folder + "/token", "token: nobody-knows-this-one"));
        Outcome outcome = kubectl(wrong, "v1", "x");
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.output()).contains("You must be logged in", "A valid native token is required");
    }

    private static JsonNode review(String version, String token) throws Exception {
        Outcome outcome = kubectl(kubeconfig, version, token);
        assertThat(outcome.code()).as(outcome.output()).isZero();
        return JSON.readTree(outcome.output());
    }

    private static Outcome kubectl(Path kubeconfig, String version, String token) throws Exception {
        Path review = Files.writeString(
                folder.resolve("review.json"),
                JSON.writeValueAsString(Map.of(
                        "apiVersion",
                        "authentication.k8s.io/" + version,
                        "kind",
                        "TokenReview",
                        "spec",
                        Map.of("token", token))));
        return run(List.of(
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "create",
                "--raw=/apis/authentication.k8s.io/" + version + "/tokenreviews",
                "--filename=" + review));
    }

    private record Outcome(int code, String output) {}

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output));
    }
}
