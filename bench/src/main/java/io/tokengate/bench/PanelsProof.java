package io.tokengate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * That each query of each panel shows something once the gateway has something to do, and that each alert can be
 * evaluated: by a real Prometheus. Draws what the queries answered.
 */
final class PanelsProof {
    private static final Duration TIME = Duration.ofSeconds(60);

    private final Path folder;
    private final Path drawings;

    /**
     * Prepares.
     *
     * @param folder for what is thrown away
     * @param drawings where the drawings go
     */
    PanelsProof(Path folder, Path drawings) {
        this.folder = folder;
        this.drawings = drawings;
    }

    /**
     * Loads a gateway for a minute, asks and draws.
     *
     * @throws IllegalStateException if a query shows nothing or a rule is faulty
     */
    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        try (Gateway gateway = Gateway.start(folder);
                Prometheus prometheus = Prometheus.start(folder, gateway.managementPort())) {
            Instant from = Instant.now();
            try (MixedTraffic traffic = MixedTraffic.of(gateway)) {
                traffic.start();
                TimeUnit.SECONDS.sleep(TIME.toSeconds());
                Instant until = Instant.now();
                for (Panels.Dashboard dashboard : Panels.all()) {
                    faults.addAll(draw(dashboard, prometheus, from, until));
                }
            }
            faults.addAll(prometheus.faultyRules());
            System.out.println("alerts raised: " + prometheus.raisedAlerts());
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("\n", faults));
        }
    }

    @SuppressWarnings("SystemOut")
    private List<String> draw(Panels.Dashboard dashboard, Prometheus prometheus, Instant from, Instant until)
            throws IOException, InterruptedException {
        List<String> empty = new ArrayList<>();
        Graphs graphs = new Graphs();
        int queries = 0;
        for (Panels.Panel panel : dashboard.panels()) {
            List<Prometheus.Line> all = new ArrayList<>();
            for (String expression : panel.expressions()) {
                List<Prometheus.Line> lines = prometheus.lines(expression, from, until);
                if (lines.stream().allMatch(Prometheus.Line::isEmpty)) {
                    empty.add(dashboard.title() + ", " + panel.title() + ": nothing for " + expression);
                }
                all.addAll(lines);
                queries++;
            }
            graphs.add(panel.title(), all);
        }
        Files.createDirectories(drawings);
        Files.writeString(drawings.resolve(dashboard.name() + ".svg"), graphs.svg(dashboard.title()));
        System.out.printf(
                "%s: %d panels, %d queries, %d without an answer%n",
                dashboard.title(), dashboard.panels().size(), queries, empty.size());
        return empty;
    }
}
