package io.tokengate.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** The alerts, by Prometheus' own tool. */
class AlertRulesTest {
    private static final Path MONITORING = Overlay.ROOT.resolve("k8s/components/monitoring");

    private final Map<String, Object> spec = spec();

    @TempDir
    Path folder;

    @Test
    void everyRuleIsSoundAndFiresWhenItShould() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), new Yaml().dump(spec));
        Files.copy(MONITORING.resolve("rules.test.yaml"), folder.resolve("rules.test.yaml"));
        Tool.run(folder, "promtool", "check", "rules", "rules.yaml");
        Tool.run(folder, "promtool", "test", "rules", "rules.test.yaml");
    }

    @Test
    void everyAlertHasARunbookAndATest() throws IOException {
        String tests = Files.readString(MONITORING.resolve("rules.test.yaml"));
        Set<String> names = new HashSet<>();
        for (Map<String, Object> rule : rules()) {
            if (rule.get("alert") instanceof String name) {
                names.add(name + ".md");
                String runbook = "docs/runbooks/" + name + ".md";
                assertThat(rule.get("annotations")).hasFieldOrPropertyWithValue("runbook", runbook);
                assertThat(Files.readString(Overlay.ROOT.resolve(runbook)))
                        .startsWith("# " + name + "\n")
                        .contains("## What it means", "## What to do");
                assertThat(tests).contains("exp_annotations", runbook);
            }
        }
        try (var runbooks = Files.list(Overlay.ROOT.resolve("docs/runbooks"))) {
            assertThat(runbooks.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void prometheusWithoutTheOperatorHasTheSame() throws IOException {
        assertThat(Overlay.documents(Files.readString(Overlay.ROOT.resolve("docs/compose/rules.yaml"))))
                .containsExactly(spec);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rules() {
        return ((List<Map<String, Object>>) requireNonNull(spec.get("groups")))
                .stream()
                        .flatMap(group -> ((List<Map<String, Object>>) requireNonNull(group.get("rules"))).stream())
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec() {
        try {
            String rules = Files.readString(MONITORING.resolve("rules.yaml"));
            return (Map<String, Object>)
                    requireNonNull(Overlay.documents(rules).getFirst().get("spec"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
