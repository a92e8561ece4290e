package io.tokengate.reliability.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's jar in a process, taken apart as the image has it. What it prints goes to a file, further starts go on in it.
 */
public final class GatewayProcess implements AutoCloseable {
    /** For those who live for seconds: what the second compiler would make of them never pays. */
    public static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private static final Path JAR = Path.of("gateway", "target", "gateway.jar");
    private static final String PARTS = "parts";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int END_SECONDS = 60;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private final String name;
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> flags;
    private final int port;
    private final int managementPort;
    private Process process;

    private GatewayProcess(String name, Path folder, Map<String, String> settings, List<String> flags)
            throws IOException {
        this.flags = flags;
        this.name = name;
        this.log = folder.resolve(name + ".log");
        this.port = freePort();
        this.managementPort = freePort();
        this.environment = new HashMap<>(settings);
        environment.put("TOKENGATE_PORT", Integer.toString(port));
        environment.put("TOKENGATE_MANAGEMENT_PORT", Integer.toString(managementPort));
        this.process = launch();
    }

    /** Takes the jar apart, below the folder of all processes. */
    static void takeApart(Path folder) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        program("java"),
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--destination",
                        folder.resolve(PARTS).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("parts.log").toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(JAR + " was not taken apart; see " + folder.resolve("parts.log"));
        }
    }

    /** Starts one and waits until it is ready. */
    static GatewayProcess start(String name, Path folder, Map<String, String> settings, List<String> flags)
            throws IOException, InterruptedException {
        GatewayProcess started = new GatewayProcess(name, folder, settings, flags);
        started.awaitReady();
        return started;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it at once. */
    public void kill() throws IOException, InterruptedException {
        Signals.kill(process.pid());
        awaitEnd();
    }

    /** Tells it to stop; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it has ended; its exit status. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " did not end; see " + log);
        }
        return process.exitValue();
    }

    /** Stands it still, until it {@linkplain #goOn() goes on}. */
    public void freeze() throws IOException, InterruptedException {
        Signals.stop(process.pid());
    }

    /** Lets it go on. */
    public void goOn() throws IOException, InterruptedException {
        Signals.goOn(process.pid());
    }

    /** Starts it again, on the same ports, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    /** Whether it says that it wants requests. */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/readyz").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Has it collect all garbage now. */
    public void collectGarbage() throws IOException, InterruptedException {
        String jcmd = program("jcmd");
        int status = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(jcmd + " ended with " + status);
        }
    }

    /** The sum of a metric over all its labels. */
    public double metric(String metric) throws IOException, InterruptedException {
        return metric(metric, "");
    }

    /** The sum of a metric over what has a label. */
    public double metric(String metric, String label) throws IOException, InterruptedException {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Stops it in order, wherever it stands. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                Signals.goOn(process.pid());
                process.destroy();
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            // Gone in between.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(ANSWER)
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(name + " did not start; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("java"),
                "-Xmx256m",
                "-XX:+UseG1GC",
                "-jar",
                log.resolveSibling(PARTS).resolve(JAR.getFileName()).toString()));
        command.addAll(1, flags);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process started = builder.start();
        // Also when the suite itself is stopped by hand.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        return started;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
