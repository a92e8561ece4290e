package io.tokengate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load: {@code wrk}, which costs little itself. Sends only to this machine, and stops by itself. */
final class Wrk {
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    /** What the script says when it has sent each request once. At an interrupt, wrk reports on the time so far. */
    private static final String REPLAYED = "replayed";

    private static final Pattern WRONG = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path script;

    Wrk(Path folder) {
        script = folder.resolve("replay.lua");
        try (InputStream source = Objects.requireNonNull(Wrk.class.getResourceAsStream("/replay.lua"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a server. */
    Sample load(ServerProcess server, String path, Load load) throws IOException, InterruptedException {
        Duration before = server.cpu();
        String output = run(server.address() + path, load);
        Duration used = server.cpu().minus(before);
        Matcher wrong = WRONG.matcher(output);
        while (wrong.find()) {
            if (wrong.group(2) != null || !load.mayRefuse()) {
                throw new IOException(server.name() + ": " + wrong.group());
            }
        }
        double rate = number(found(RATE, output));
        return new Sample(rate, used.toNanos() / 1000.0 / number(found(COUNT, output)), millis(found(P99, output)));
    }

    private String run(String url, Load load) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + load.connections()));
        command.addAll(List.of("-d" + load.time().toSeconds() + "s", "--latency", "-s", script.toString(), url));
        command.addAll(List.of(load.requests().toString(), Integer.toString(load.perSecond()), load.type()));
        if (load.once()) {
            command.add("once");
        }
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = wrk.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.equals(REPLAYED)) {
                    Tool.run("kill", "-INT", Long.toString(wrk.pid()));
                }
            }
        }
        if (wrk.waitFor() != 0) {
            throw new IOException(output.toString());
        }
        return output.toString();
    }

    private static double number(Matcher found) {
        return Double.parseDouble(found.group(1));
    }

    private static double millis(Matcher p99) {
        double value = number(p99);
        return switch (p99.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    private static Matcher found(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("wrk said:\n" + output);
        }
        return matcher;
    }
}
