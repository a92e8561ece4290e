package io.tokengate.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of every overlay, whoever writes one. */
@ParameterizedClass
@ValueSource(strings = {"k8s/overlays/dev", "k8s/overlays/prod", Overlay.EVERYTHING})
class OverlayTest {
    @Parameter
    String folder = "";

    private Overlay overlay = new Overlay(List.of());

    @BeforeEach
    void render() {
        overlay = Overlay.of(folder);
    }

    @Test
    void namespaceRefusesPodsThatAreNotRestricted() {
        assertThat(overlay.only(Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void podsAreRestricted() {
        for (PodTemplateSpec pod : overlay.pods()) {
            var context = pod.getSpec().getSecurityContext();
            assertThat(context.getRunAsNonRoot()).isTrue();
            assertThat(context.getRunAsUser()).isPositive();
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getSpec().getHostNetwork()).isNull();
            assertThat(pod.getSpec().getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        }
        for (Container container : overlay.containers()) {
            var context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(context.getPrivileged()).isNull();
        }
    }

    @Test
    void podsHoldNoCredentialOfTheCluster() {
        assertThat(overlay.all(ServiceAccount.class))
                .hasSize(2)
                .allMatch(account -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
        List<String> accounts = overlay.all(ServiceAccount.class).stream()
                .map(account -> account.getMetadata().getName())
                .toList();
        for (PodTemplateSpec pod : overlay.pods()) {
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSpec().getServiceAccountName()).isIn(accounts);
        }
    }

    /** A Service named tokengate would otherwise put TOKENGATE_SERVICE_HOST there, an unknown setting. */
    @Test
    void noVariablesOfServices() {
        assertThat(overlay.pods())
                .allMatch(pod -> Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks()));
    }

    @Test
    void everyContainerSaysWhatItNeeds() {
        for (Container container : overlay.containers()) {
            var resources = container.getResources();
            assertThat(resources.getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(resources.getLimits().get("memory"))
                    .isEqualTo(resources.getRequests().get("memory"));
            assertThat(resources.getLimits()).doesNotContainKey("cpu");
            assertThat(container.getImage()).contains(":").doesNotEndWith(":latest");
        }
    }

    @Test
    void probesAskTheApiPortAndNeverTheDatabase() {
        Container server = server();
        assertThat(probe(server.getStartupProbe())).isEqualTo("/readyz http");
        assertThat(probe(server.getReadinessProbe())).isEqualTo("/readyz http");
        assertThat(probe(server.getLivenessProbe())).isEqualTo("/livez http");
    }

    @Test
    void stopLeavesTimeForWithdrawalRequestsAndLastWrites() {
        long sleep = server().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(sleep).isBetween(3L, 15L);
        assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(sleep + 20 + 5);
    }

    @Test
    void replicasAreSpreadOverZonesAndHosts() {
        Map<String, String> labels = overlay.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        assertThat(pod().getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(pod().getTopologySpreadConstraints())
                .allSatisfy(spread -> assertThat(labels)
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
    }

    @Test
    void selectorsMeetTheServers() {
        Map<String, String> labels = overlay.only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        assertThat(labels)
                .containsAllEntriesOf(
                        overlay.only(Deployment.class).getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(overlay.only(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .containsAllEntriesOf(
                        overlay.only(PodMonitor.class).getSpec().getSelector().getMatchLabels());
        assertThat(overlay.all(Service.class))
                .isNotEmpty()
                .allSatisfy(service -> assertThat(labels)
                        .containsAllEntriesOf(service.getSpec().getSelector()));
        assertThat(overlay.only(Job.class).getSpec().getTemplate().getMetadata().getLabels())
                .as("the migration serves nobody")
                .doesNotContainEntry("app.kubernetes.io/component", "server");
        assertThat(overlay.only(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(overlay.only(Deployment.class).getMetadata().getName());
    }

    @Test
    void noUpgradeTakesAReplicaAwayBeforeAnotherServes() {
        var strategy = overlay.only(Deployment.class).getSpec().getStrategy().getRollingUpdate();
        assertThat(strategy.getMaxUnavailable().getIntVal()).isZero();
        assertThat(overlay.only(Deployment.class).getSpec().getReplicas())
                .as("the autoscaler says how many")
                .isNull();
    }

    @Test
    void whatNoPolicyNamesIsDenied() {
        List<NetworkPolicy> policies = overlay.all(NetworkPolicy.class);
        NetworkPolicy all = policies.stream()
                .filter(policy -> policy.getMetadata().getName().equals("default-deny"))
                .findFirst()
                .orElseThrow();
        assertThat(all.getSpec().getPodSelector().getMatchLabels()).isEmpty();
        assertThat(all.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(all.getSpec().getIngress()).isEmpty();
        assertThat(all.getSpec().getEgress()).isEmpty();
        assertThat(policies)
                .flatExtracting(policy -> policy.getSpec().getIngress())
                .as("from somewhere, to some port")
                .allMatch(rule -> !rule.getFrom().isEmpty() && !rule.getPorts().isEmpty());
        assertThat(policies)
                .filteredOn(policy -> !policy.getMetadata().getName().equals("tokengate-db"))
                .flatExtracting(policy -> policy.getSpec().getEgress())
                .allMatch(rule -> !rule.getTo().isEmpty() && !rule.getPorts().isEmpty());
    }

    @Test
    void secretsComeByReferenceOnly() {
        ConfigMap settings = overlay.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().startsWith("tokengate-")
                        && !map.getMetadata().getName().startsWith("tokengate-dashboards"))
                .findFirst()
                .orElseThrow();
        assertThat(settings.getData().entrySet())
                .filteredOn(entry -> entry.getKey().matches("TOKENGATE_.*(PASSWORD|TOKEN|SECRET|KEYS|USERNAME).*"))
                .allMatch(entry -> entry.getKey().endsWith("_FILE"));
        assertThat(overlay.containers())
                .flatExtracting(Container::getEnv)
                .filteredOn(variable -> variable.getValueFrom() == null)
                .allMatch(variable -> variable.getName().endsWith("_FILE")
                        || variable.getName().endsWith("_PORT")
                        || variable.getName().startsWith("TOKENGATE_TRACING_")
                        || variable.getValue().startsWith("/etc/tokengate/"));
    }

    /** Each by files of its own: a server cannot read what the owner of the schema is known by. */
    @Test
    void serversDoNotMigrateAndHaveAnotherRole() {
        assertThat(secrets(pod())).contains("tokengate-database-server").doesNotContain("tokengate-database-owner");
        PodSpec migrate = overlay.only(Job.class).getSpec().getTemplate().getSpec();
        assertThat(secrets(migrate)).contains("tokengate-database-owner", "tokengate-first-start");
        assertThat(migrate.getContainers().getFirst().getArgs()).containsExactly("migrate");
        assertThat(overlay.all(ConfigMap.class))
                .anySatisfy(map -> assertThat(map.getData()).containsEntry("TOKENGATE_MIGRATE", "false"));
    }

    @Test
    void trustsTheDatabasesAuthorityAndNeverSeesItsKey() {
        assertThat(overlay.pods())
                .allSatisfy(pod -> assertThat(pod.getSpec().getVolumes())
                        .filteredOn(volume -> volume.getName().equals("database-ca"))
                        .singleElement()
                        .satisfies(volume -> assertThat(volume.getSecret().getItems())
                                .extracting(item -> item.getKey())
                                .containsExactly("ca.crt")));
    }

    @Test
    void rolesOfTheDatabaseAreTheOnesOfTheSecrets() {
        var spec = overlay.only(CloudNativePg.Cluster.class).spec();
        assertThat(spec.bootstrap().initdb().secret().name()).isEqualTo("tokengate-database-owner");
        assertThat(spec.managed().roles())
                .singleElement()
                .satisfies(role -> assertThat(role.passwordSecret().name()).isEqualTo("tokengate-database-server"))
                .matches(role -> role.login() && !role.superuser() && !role.createdb() && !role.createrole())
                .matches(role -> !role.name().equals(spec.bootstrap().initdb().owner()));
        assertThat(spec.enableSuperuserAccess()).isFalse();
    }

    private static List<String> secrets(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .toList();
    }

    private PodSpec pod() {
        return overlay.only(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private Container server() {
        return pod().getContainers().getFirst();
    }

    private static String probe(Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        assertThat(probe.getTimeoutSeconds()).isPositive();
        return get.getPath() + " " + get.getPort().getStrVal();
    }
}
