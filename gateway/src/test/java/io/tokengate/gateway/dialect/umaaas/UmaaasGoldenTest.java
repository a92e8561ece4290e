package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.gateway.support.GoldenFile;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers byte by byte, as in src/test/resources/golden/umaaas. */
class UmaaasGoldenTest {
    static Stream<GoldenFile> files() {
        return GoldenFile.of(
                "umaaas",
                Map.of(
                        "first", basic(RunningGateway.UMAAAS_CLIENT_ID, RunningGateway.UMAAAS_CLIENT_SECRET),
                        "other", basic("admin", RunningGateway.ADMIN_PASSWORD)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsWritten(GoldenFile file) throws IOException, InterruptedException {
        file.play(UmaaasClient.GATEWAY.address());
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
