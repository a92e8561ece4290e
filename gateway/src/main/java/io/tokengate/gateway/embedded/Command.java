package io.tokengate.gateway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, within a time. */
final class Command {
    private Command() {}

    /**
     * How it ended.
     *
     * @param status 0 if it went well; -1 if it was stopped for taking too long or could not begin
     * @param output both streams
     */
    record Ended(int status, String output) {
        boolean well() {
            return status == 0;
        }

        /** The last line that says anything. */
        String lastLine() {
            return output.lines().filter(line -> !line.isBlank()).reduce("no output", (earlier, later) -> later);
        }
    }

    /** Output goes to a file, for a server that it leaves behind would hold a pipe open. */
    static Ended run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("tokengate", ".out");
            try {
                return run(command, limit, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        }
    }

    private static Ended run(List<String> command, Duration limit, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, "took longer than " + limit.toSeconds() + " s");
        }
        return new Ended(process.exitValue(), read(output));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
