package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.gateway.support.GoldenFile;
import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers byte by byte, as in src/test/resources/golden/dynatrace. */
class DynatraceGoldenTest {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    static Stream<GoldenFile> files() {
        return GoldenFile.of(
                "dynatrace", Map.of("admin", RunningGateway.DYNATRACE_TOKEN, "other", RunningGateway.NATIVE_TOKEN));
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsWritten(GoldenFile file) throws IOException, InterruptedException {
        file.play(GATEWAY.address());
    }
}
