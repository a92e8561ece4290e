package io.tokengate.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the components add that an overlay may choose. */
class ComponentsTest {
    private final Overlay overlay = Overlay.of(Overlay.EVERYTHING);

    @Test
    void allOfThemAreRendered() throws Exception {
        String rendered =
                Files.readString(Overlay.ROOT.resolve(Overlay.EVERYTHING).resolve("kustomization.yaml"))
                        + Files.readString(Overlay.ROOT.resolve("k8s/overlays/prod/kustomization.yaml"));
        try (var components = Files.list(Overlay.ROOT.resolve("k8s/components"))) {
            assertThat(components.map(folder -> "k8s/components/" + folder.getFileName()))
                    .allSatisfy(component -> assertThat(rendered).contains(component.substring("k8s/".length())));
        }
    }

    @Test
    void tlsIsByAMountedSecretThatProbesAndServiceSpeakTo() {
        PodSpec pod = overlay.only(Deployment.class).getSpec().getTemplate().getSpec();
        Container server = pod.getContainers().getFirst();
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("tls"))
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getSecret().getSecretName()).isEqualTo("tokengate-tls"));
        String mounted = server.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("tls"))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
        assertThat(server.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("TOKENGATE_TLS"))
                .extracting(EnvVar::getValue)
                .containsExactlyInAnyOrder(mounted + "/tls.crt", mounted + "/tls.key");
        assertThat(Stream.of(server.getStartupProbe(), server.getLivenessProbe(), server.getReadinessProbe())
                        .map(Probe::getHttpGet))
                .allMatch(probe -> probe.getScheme().equals("HTTPS"));
        assertThat(service("tokengate").getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(443);
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
        });
    }

    @Test
    void facesThatAskForNoCredentialAreForNamespacesWithProxies() {
        assertThat(service("tokengate-grpc").getSpec().getClusterIP()).isEqualTo("None");
        checkPortForProxies("TOKENGATE_GRPC_PORT", 9090, "grpc", "tokengate-grpc", "tokengate-ext-authz");
        checkPortForProxies(
                "TOKENGATE_FORWARD_AUTH_PORT",
                8082,
                "forward-auth",
                "tokengate-forward-auth",
                "tokengate-forward-auth");
    }

    private void checkPortForProxies(String setting, int number, String name, String service, String policy) {
        Container server = overlay.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        assertThat(server.getEnv())
                .filteredOn(variable -> variable.getName().equals(setting))
                .extracting(EnvVar::getValue)
                .containsExactly(Integer.toString(number));
        assertThat(server.getPorts())
                .filteredOn(port -> port.getName().equals(name))
                .singleElement()
                .matches(port -> port.getContainerPort() == number);
        assertThat(service(service).getSpec().getPorts())
                .singleElement()
                .matches(port -> port.getTargetPort().getStrVal().equals(name));
        assertThat(policy(policy).getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getFrom())
                    .singleElement()
                    .satisfies(from -> assertThat(from.getNamespaceSelector().getMatchLabels())
                            .containsExactly(Map.entry("tokengate.io/proxy", "true")));
            assertThat(rule.getPorts())
                    .singleElement()
                    .matches(port -> port.getPort().getIntVal() == number);
        });
    }

    @Test
    void tracesGoToTheCollectorAndNowhereElse() {
        Container server = overlay.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        assertThat(server.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("TOKENGATE_TRACING"))
                .extracting(EnvVar::getValue)
                .containsExactly("http://opentelemetry-collector.monitoring:4318/v1/traces", "0.01");
        assertThat(policy("tokengate-tracing").getSpec().getPolicyTypes()).containsExactly("Egress");
        assertThat(policy("tokengate-tracing").getSpec().getEgress())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getTo()).singleElement().satisfies(to -> {
                        assertThat(to.getNamespaceSelector().getMatchLabels())
                                .containsExactly(Map.entry("kubernetes.io/metadata.name", "monitoring"));
                        assertThat(to.getPodSelector().getMatchLabels())
                                .containsExactly(Map.entry("app.kubernetes.io/name", "opentelemetry-collector"));
                    });
                    assertThat(rule.getPorts())
                            .singleElement()
                            .matches(port -> port.getPort().getIntVal() == 4318);
                });
    }

    private Service service(String name) {
        return overlay.all(Service.class).stream()
                .filter(service -> service.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private NetworkPolicy policy(String name) {
        return overlay.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody, until the operator says which addresses: those of RFC 5737 are given to no machine. */
    @Test
    void apiServersAreLetInByAddress() {
        assertThat(policy("tokengate-token-review").getSpec().getIngress())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getFrom())
                            .extracting(from -> from.getIpBlock().getCidr())
                            .isEqualTo(List.of("192.0.2.0/24"));
                    assertThat(rule.getPorts())
                            .singleElement()
                            .matches(port -> port.getPort().getIntVal() == 8080);
                });
    }
}
