package io.tokengate.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the image runs. */
class DockerfileTest {
    private static final Pattern FLAG = Pattern.compile("\"(-X[^\"]+|-D[^\"]+)\"");

    /** By a flag that it does not know a JVM would not start; the image's build does not run by all of them. */
    @Test
    void jvmKnowsEveryFlag() throws IOException {
        String dockerfile = Files.readString(Overlay.ROOT.resolve("Dockerfile"));
        Matcher flags = FLAG.matcher(dockerfile.substring(dockerfile.indexOf("\nENTRYPOINT")));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        while (flags.find()) {
            if (!flags.group(1).startsWith("-XX:AOTCache")) {
                command.add(flags.group(1));
            }
        }
        assertThat(command).contains("-XX:+ExitOnOutOfMemoryError", "-XX:Tier3InvokeNotifyFreqLog=14");
        command.add("-version");
        Tool.run(Overlay.ROOT, command.toArray(String[]::new));
    }
}
