package io.tokengate.gateway.support;

import io.tokengate.gateway.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway in a process of its own, as users run it: for what a context inside the tests' JVM cannot show, such as
 * exit codes, several replicas and kills. What it prints goes to two files of its folder.
 */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int END_SECONDS = 60;

    /** They live for seconds: what the second compiler would make of them never pays. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final Pattern SERVES =
            Pattern.compile("tokengate serves on http://localhost:(\\d+), .* http://localhost:(\\d+)/actuator");

    private static final Path JAR = Path.of("target", "gateway.jar");
    private static final Path LAYERS = Path.of("target", "layers");
    private static @Nullable Path layers;

    private final Process process;
    private final Path folder;

    private GatewayProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** One of the compiled classes, told by arguments. */
    public static GatewayProcess ofClasses(Path folder, List<String> arguments) {
        return ofClasses(Main.class, folder, arguments);
    }

    static GatewayProcess ofClasses(Class<?> main, Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "--enable-native-access=ALL-UNNAMED",
                QUICK_START,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return launch(folder, command, Map.of());
    }

    /** One of the jar, told by environment variables. */
    public static GatewayProcess ofJar(Path folder, Map<String, String> environment) {
        return launch(folder, List.of(java(), QUICK_START, "-jar", JAR.toString()), environment);
    }

    /**
     * One of the jar as the image has it, taken apart, which starts in a third of the time. All of them share an archive of
     * the classes that they load, which the first one that ends in order writes.
     */
    public static GatewayProcess ofLayers(Path folder, Map<String, String> environment) throws InterruptedException {
        List<String> command = List.of(
                java(),
                QUICK_START,
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + LAYERS.resolve("classes.jsa"),
                "-jar",
                layers(folder).toString());
        return launch(folder, command, environment);
    }

    /** Anew in each run: what is left of another one may be of another jar. */
    private static synchronized Path layers(Path folder) throws InterruptedException {
        if (layers == null) {
            List<String> extract = List.of("extract", "--force", "--destination", LAYERS.toString());
            List<String> command = new ArrayList<>(List.of(java(), "-Djarmode=tools", "-jar", JAR.toString()));
            command.addAll(extract);
            GatewayProcess process = launch(folder, command, Map.of());
            assertThat(process.awaitEnd()).as(process.errors()).isZero();
            layers = LAYERS.resolve(JAR.getFileName());
        }
        return layers;
    }

    /** Settings that send a process to a database of the tests' server, on free ports. */
    public static Stream<String> settings(String database) {
        PostgresServer server = PostgresServer.shared();
        return Stream.of(
                "--tokengate.database.url=" + server.url(database),
                "--tokengate.database.username=" + server.username(),
                "--tokengate.database.password=" + server.password(),
                "--tokengate.port=0",
                "--tokengate.management.port=0");
    }

    /** Waits until it says that it serves. */
    public GatewayProcess awaitServing() {
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as("it runs").isTrue();
            return SERVES.matcher(output()).find();
        });
        return this;
    }

    /** Waits until it has ended by itself; its exit status. */
    public int awaitEnd() throws InterruptedException {
        boolean ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("it ended by itself").isTrue();
        return process.exitValue();
    }

    /** Where it serves. */
    public String address() {
        return localAddress(1);
    }

    /** Where its health and metrics are. */
    public String managementAddress() {
        return localAddress(2);
    }

    private String localAddress(int port) {
        Matcher serves = SERVES.matcher(output());
        assertThat(serves.find()).as("it serves").isTrue();
        return "http://127.0.0.1:" + serves.group(port);
    }

    /** What it said on standard output so far. */
    public String output() {
        return read("output");
    }

    /** What it said on standard error so far. */
    public String errors() {
        return read("errors");
    }

    /** Says something on its standard input. */
    void say(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** What it said on standard output from somewhere on, once a line with this beginning is there. */
    String awaitOutput(int from, String line) {
        return awaitLine(this::output, from, line);
    }

    /** The same of standard error. */
    String awaitErrors(int from, String line) {
        return awaitLine(this::errors, from, line);
    }

    private String awaitLine(Supplier<String> said, int from, String line) {
        return Awaitility.await()
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said.get().substring(from), text -> {
                    assertThat(process.isAlive()).as("it runs").isTrue();
                    return text.contains(line) && text.endsWith("\n");
                });
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it at once, without giving it a chance to do anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Tells it to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GatewayProcess launch(Path folder, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectError(folder.resolve("errors").toFile());
            builder.environment().putAll(environment);
            return new GatewayProcess(builder.start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
