package io.tokengate.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus that scrapes one gateway each second, with the alerts of {@code compose.yaml}. */
final class Prometheus implements AutoCloseable {
    private static final Path RULES = Path.of("docs", "compose", "rules.yaml");
    private static final int STOP_SECONDS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * One line of a graph.
     *
     * @param values by second; NaN where there is none
     */
    record Line(String labels, List<Double> values) {
        boolean isEmpty() {
            return values.stream().allMatch(value -> value.isNaN());
        }
    }

    /** Starts the program {@code prometheus} of the path. */
    static Prometheus start(Path folder, int managementPort) throws IOException {
        Path configuration = folder.resolve("prometheus.yaml");
        Files.writeString(configuration, """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ['%s']
            scrape_configs:
              - job_name: tokengate
                metrics_path: /actuator/prometheus
                static_configs:
                  - targets: ['127.0.0.1:%d']
                    labels: {namespace: proof, pod: tokengate}
            """.formatted(RULES.toAbsolutePath(), managementPort));
        int port = ServerProcess.freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new Prometheus(process, port);
    }

    /** What an expression was, second by second. */
    List<Line> lines(String expression, Instant from, Instant until) throws IOException, InterruptedException {
        JsonNode data = ask("query_range?step=1&start=" + from.getEpochSecond() + "&end=" + until.getEpochSecond()
                + "&query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        return data.get("result")
                .valueStream()
                .map(series -> new Line(
                        series.get("metric").toString(),
                        series.get("values")
                                .valueStream()
                                .map(point -> number(point.get(1).asString()))
                                .toList()))
                .toList();
    }

    /** Rules that Prometheus could not evaluate, each with what it said. */
    List<String> faultyRules() throws IOException, InterruptedException {
        return rules().filter(rule -> !rule.get("health").asString().equals("ok"))
                .map(JsonNode::toString)
                .toList();
    }

    /** Alerts that wait for their time or fire. */
    List<String> raisedAlerts() throws IOException, InterruptedException {
        return rules().filter(rule ->
                        rule.has("state") && !rule.get("state").asString().equals("inactive"))
                .map(rule -> rule.get("name").asString())
                .toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private Stream<JsonNode> rules() throws IOException, InterruptedException {
        return ask("rules")
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream());
    }

    private JsonNode ask(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + what))
                .timeout(Duration.ofSeconds(30))
                .build();
        JsonNode answer =
                JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        if (!answer.get("status").asString().equals("success")) {
            throw new IOException(what + ": " + answer);
        }
        return answer.get("data");
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
