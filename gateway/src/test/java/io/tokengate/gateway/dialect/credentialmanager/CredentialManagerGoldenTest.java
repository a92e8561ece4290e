package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.support.GoldenFile;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers byte by byte, as in src/test/resources/golden/credentialmanager, each file as a user of its own. */
class CredentialManagerGoldenTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    static Stream<GoldenFile> files() {
        long files = GoldenFile.of("credentialmanager", Map.of()).count();
        return Stream.iterate(0, i -> i < files, i -> i + 1)
                .flatMap(i -> GoldenFile.of("credentialmanager", user()).skip(i).limit(1));
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsWritten(GoldenFile file) throws IOException, InterruptedException {
        file.play(GATEWAY.address());
    }

    private static Map<String, String> user() {
        String username = ApiClient.name("golden");
        ApiClient user =
                ApiClient.admin(GATEWAY).newUser(Map.of("username", username, "email", username + "@example.org"));
        return Map.of("user", username, "basic", user.value());
    }
}
