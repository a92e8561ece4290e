package io.tokengate.gateway.dialect.kps;

import io.tokengate.gateway.support.GoldenFile;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers byte by byte, as in src/test/resources/golden/kps. */
class KpsGoldenTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    static Stream<GoldenFile> files() {
        String email = KpsClient.newPerson(GATEWAY, "USER").email();
        String name = email.substring(0, email.indexOf('@'));
        return GoldenFile.of("kps", Map.of("email", email, "name", name, "password", KpsClient.PASSWORD));
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsWritten(GoldenFile file) throws IOException, InterruptedException {
        file.play(GATEWAY.address());
    }
}
