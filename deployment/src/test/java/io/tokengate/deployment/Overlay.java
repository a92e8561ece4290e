package io.tokengate.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** What one overlay renders to. */
record Overlay(List<Object> objects) {
    static final Path ROOT = Path.of("").toAbsolutePath();

    /** Production, and all the components that are not part of it. */
    static final String EVERYTHING = "deployment/src/test/k8s/everything";

    /** Renders it by kubectl and reads each object strictly. */
    static Overlay of(String folder) {
        String rendered = Tool.run(ROOT, "kubectl", "kustomize", folder);
        List<Object> objects = new ArrayList<>();
        for (Map<String, Object> object : documents(rendered)) {
            objects.add(Models.read(object));
        }
        return new Overlay(List.copyOf(objects));
    }

    /** The only one of its kind. */
    <T> T only(Class<T> kind) {
        List<T> all = all(kind);
        assertThat(all).as(kind.getSimpleName()).hasSize(1);
        return all.getFirst();
    }

    <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Every pod that the overlay itself describes. */
    List<PodTemplateSpec> pods() {
        return List.of(
                only(Deployment.class).getSpec().getTemplate(),
                only(Job.class).getSpec().getTemplate());
    }

    List<Container> containers() {
        return pods().stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> documents(String yaml) {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(yaml)
                .forEach(document -> documents.add((Map<String, Object>) document));
        return documents;
    }
}
