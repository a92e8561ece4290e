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
        assertThat(overlay.only(Service.class).getSpec().getPorts())
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.getPort()).isEqualTo(443);
                    assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
                });
    }

    /** Nobody, until the operator says which addresses: those of RFC 5737 are given to no machine. */
    @Test
    void apiServersAreLetInByAddress() {
        assertThat(overlay.all(NetworkPolicy.class))
                .filteredOn(policy -> policy.getMetadata().getName().equals("tokengate-token-review"))
                .flatExtracting(policy -> policy.getSpec().getIngress())
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
