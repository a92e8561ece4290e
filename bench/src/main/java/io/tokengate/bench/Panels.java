package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboards ask Prometheus for. */
final class Panels {
    private static final Path FOLDER = Path.of("k8s", "components", "monitoring", "dashboards");
    private static final JsonMapper JSON = new JsonMapper();

    private Panels() {}

    /**
     * A panel of a dashboard.
     *
     * @param expressions in PromQL, with the variables put in
     */
    record Panel(String title, List<String> expressions) {}

    /** A dashboard and its panels, as they stand. */
    record Dashboard(String name, String title, List<Panel> panels) {}

    /** All that are shipped. */
    static List<Dashboard> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Dashboard> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = JSON.readTree(Files.readString(file));
                String name = file.getFileName().toString().replace(".json", "");
                dashboards.add(new Dashboard(
                        name,
                        dashboard.get("title").asString(),
                        panels(dashboard).toList()));
            }
            return dashboards;
        }
    }

    private static Stream<Panel> panels(JsonNode dashboard) {
        return dashboard
                .get("panels")
                .valueStream()
                .filter(panel -> panel.has("targets"))
                .map(panel -> {
                    List<String> expressions = panel.get("targets")
                            .valueStream()
                            .map(target -> expression(target.get("expr").asString()))
                            .toList();
                    return new Panel(panel.get("title").asString(), expressions);
                });
    }

    private static String expression(String text) {
        return text.replace("$__rate_interval", "10s")
                .replace("$namespace", ".*")
                .replace("$pod", ".*");
    }
}
