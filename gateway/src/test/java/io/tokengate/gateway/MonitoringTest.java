package io.tokengate.gateway;

import io.tokengate.gateway.support.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** That alerts and dashboards ask for what a running gateway shows: metrics, their labels, and the ends of buckets. */
class MonitoringTest {
    private static final Path FOLDER = Path.of("../k8s/components/monitoring");
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    /** Added by Prometheus when it scrapes. */
    private static final Set<String> TARGET_LABELS = Set.of("namespace", "pod");

    private static final Set<String> WORDS = Set.of("and", "or", "unless");
    private static final Pattern GROUPING = Pattern.compile("\\s(?:by|without) \\(([^)]*)\\)\\s*");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");

    /** By metric, each label and its values. */
    private static final Map<String, Map<String, Set<String>>> SHOWN = new HashMap<>();

    @BeforeAll
    static void scrape() {
        GATEWAY.client()
                .post()
                .uri("/api/v2/apiTokens/lookup")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .bodyValue(Map.of("token", RunningGateway.DYNATRACE_TOKEN))
                .exchange()
                .expectStatus()
                .isOk();
        // Lookups go past the framework, which counts what goes through it.
        GATEWAY.client()
                .get()
                .uri("/api/v2/apiTokens")
                .header("Authorization", "Api-Token " + RunningGateway.DYNATRACE_TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
        String body = GATEWAY.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        requireNonNull(body).lines().filter(line -> !line.startsWith("#")).forEach(MonitoringTest::note);
        assertThat(SHOWN).as("shown with TLS only").doesNotContainKey("ssl_chain_expiry_seconds");
        // As ServerTlsTest sees it there.
        note("ssl_chain_expiry_seconds{bundle=\"tokengate\",certificate=\"a1\",chain=\"ssl-0\",source=\"keystore\"} 1");
    }

    private static void note(String line) {
        Matcher series = SERIES.matcher(line);
        assertThat(series.matches()).as(line).isTrue();
        Map<String, Set<String>> labels = SHOWN.computeIfAbsent(series.group(1), name -> new HashMap<>());
        if (series.group(2) != null) {
            MATCHER.matcher(series.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new HashSet<>())
                            .add(label.group(3)));
        }
    }

    static Stream<String> expressions() throws IOException {
        List<String> found = new ArrayList<>(ruleFields("expr"));
        for (Map<String, Object> dashboard : dashboards()) {
            panels(dashboard)
                    .flatMap(panel -> list(panel, "targets").stream())
                    .forEach(target -> found.add(String.valueOf(target.get("expr"))));
        }
        assertThat(found).hasSizeGreaterThan(40);
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void whatIsAskedForIsShown(String expression) throws IOException {
        Set<String> recorded = new HashSet<>(ruleFields("record"));
        Set<String> grouped = new HashSet<>();
        GROUPING.matcher(expression)
                .results()
                .forEach(by -> grouped.addAll(List.of(by.group(1).split(", *"))));
        String plain = GROUPING.matcher(expression).replaceAll("").replaceAll("\\[[^]]*]", "");
        Set<String> labels = new HashSet<>(TARGET_LABELS);
        Matcher selectors = SELECTOR.matcher(plain);
        int metrics = 0;
        while (selectors.find()) {
            boolean function = plain.startsWith("(", selectors.end());
            if (!function && !WORDS.contains(selectors.group(1)) && !recorded.contains(selectors.group(1))) {
                metrics++;
                labels.addAll(check(selectors.group(1), selectors.group(2)));
            }
        }
        assertThat(metrics > 0 || recorded.stream().anyMatch(plain::contains)).isTrue();
        assertThat(labels).as("grouped by what there is").containsAll(grouped);
    }

    private static Set<String> check(String metric, String matchers) {
        assertThat(SHOWN).containsKey(metric);
        Map<String, Set<String>> labels = requireNonNull(SHOWN.get(metric));
        if (matchers != null) {
            MATCHER.matcher(matchers).results().forEach(matcher -> {
                String label = matcher.group(1);
                assertThat(TARGET_LABELS.contains(label) || labels.containsKey(label))
                        .as("label %s of %s", label, metric)
                        .isTrue();
                if (label.equals("le")) {
                    assertThat(labels.get(label)).contains(matcher.group(3));
                }
            });
        }
        return labels.keySet();
    }

    @Test
    void everyPanelSaysWhatItShows() throws IOException {
        for (Map<String, Object> dashboard : dashboards()) {
            assertThat(list(map(dashboard, "templating"), "list"))
                    .extracting(variable -> variable.get("name"))
                    .containsExactly("datasource", "namespace", "pod");
            assertThat(panels(dashboard)).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.get("title")).asString().isNotBlank();
                assertThat(panel.get("description")).asString().hasSizeGreaterThan(10);
                assertThat(map(map(panel, "fieldConfig"), "defaults")).containsKey("unit");
                assertThat(map(panel, "datasource")).containsEntry("uid", "${datasource}");
                assertThat(list(panel, "targets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(target.get("expr"))
                                .asString()
                                .contains("namespace=~\"$namespace\"", "pod=~\"$pod\""));
            });
            assertThat(panels(dashboard).map(panel -> panel.get("title"))).doesNotHaveDuplicates();
        }
    }

    private static List<String> ruleFields(String field) throws IOException {
        Map<String, Object> rules = new Yaml().load(Files.readString(FOLDER.resolve("rules.yaml")));
        return list(map(rules, "spec"), "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .map(rule -> rule.get(field))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static Collection<Map<String, Object>> dashboards() throws IOException {
        List<Map<String, Object>> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                // Each JSON text is YAML, too.
                dashboards.add(new Yaml().load(Files.readString(file)));
            }
        }
        assertThat(dashboards).extracting(dashboard -> dashboard.get("title")).contains("Token gateway", "Dialects");
        return dashboards;
    }

    private static Stream<Map<String, Object>> panels(Map<String, Object> dashboard) {
        return list(dashboard, "panels").stream().filter(panel -> !"row".equals(panel.get("type")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String field) {
        return (Map<String, Object>) requireNonNull(of.get(field), field);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> of, String field) {
        return (List<Map<String, Object>>) requireNonNull(of.get(field), field);
    }
}
