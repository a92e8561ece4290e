package io.tokengate.gateway.support;

import io.tokengate.gateway.GatewayApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process in which gateways are started one after the other that are to fail, or are commands: their start without that of
 * a JVM, which takes the most of it. How a process ends, {@link GatewayProcess} shows.
 */
public final class StartsInTurn implements AutoCloseable {
    private static final String END = "=== end of a start, status ";

    private final GatewayProcess process;
    private int outputRead;
    private int errorsRead;

    private StartsInTurn(GatewayProcess process) {
        this.process = process;
    }

    /** A start that has ended; 1 is what an exception becomes. */
    public record Ended(int status, String output, String errors) {}

    /** With its output in a folder. */
    public static StartsInTurn in(Path folder) {
        return new StartsInTurn(GatewayProcess.ofClasses(StartsInTurn.class, folder, List.of()));
    }

    /** Starts one, and waits until it has ended. */
    public Ended run(List<String> arguments) throws IOException {
        process.say(String.join("\t", arguments) + "\n");
        String output = process.awaitOutput(outputRead, END);
        String errors = process.awaitErrors(errorsRead, END);
        outputRead += output.length();
        errorsRead += errors.length();
        int end = output.lastIndexOf(END);
        int status = output.charAt(end + END.length()) - '0';
        return new Ended(status, output.substring(0, end), errors.substring(0, errors.lastIndexOf(END)));
    }

    @Override
    public void close() {
        process.close();
    }

    /** What runs in the process: a line for each start, its arguments apart by tabs. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] none) {
        InputStream lines = System.in;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int status = start(line.split("\t"));
                List.<PrintStream>of(System.err, System.out).forEach(stream -> stream.println(END + status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(String[] arguments) {
        try {
            GatewayApplication.main(arguments);
            return 0;
        } catch (RuntimeException | Error e) {
            // Reported already, as for Main.
            return 1;
        }
    }
}
