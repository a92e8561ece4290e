package io.tokengate.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.tokengate.deployment.CloudNativePg.Durability;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold in production beyond that. */
class ProductionTest {
    private final Overlay overlay = Overlay.of("k8s/overlays/prod");
    private final CloudNativePg.ClusterSpec database =
            overlay.only(CloudNativePg.Cluster.class).spec();

    @Test
    void noFailoverLosesAnAcknowledgedRevocation() {
        assertThat(database.instances()).isEqualTo(3);
        assertThat(database.postgresql().synchronous())
                .isEqualTo(new CloudNativePg.Synchronous(CloudNativePg.Method.ANY, 1, Durability.REQUIRED, true));
        assertThat(database.postgresql().parameters()).doesNotContainKey("synchronous_commit");
        assertThat(database.affinity().podAntiAffinityType()).isEqualTo("required");
    }

    @Test
    void backupsGoToAStoreThatExists() {
        String store = overlay.only(CloudNativePg.ObjectStore.class).metadata().getName();
        assertThat(database.plugins())
                .singleElement()
                .matches(CloudNativePg.Plugin::walArchiver)
                .satisfies(plugin -> assertThat(plugin.parameters()).containsEntry("barmanObjectName", store));
        var backup = overlay.only(CloudNativePg.ScheduledBackup.class).spec();
        assertThat(backup.cluster().name())
                .isEqualTo(overlay.only(CloudNativePg.Cluster.class).metadata().getName());
        assertThat(backup.schedule().split(" ")).hasSize(6);
    }

    @Test
    void severalReplicasAndConnectionsForAllOfThemTwice() {
        var scaling = overlay.only(HorizontalPodAutoscaler.class).getSpec();
        assertThat(scaling.getMinReplicas()).isGreaterThanOrEqualTo(3);
        int standardPoolAndFeed = 16 + 1;
        assertThat(Integer.parseInt(database.postgresql().parameters().getOrDefault("max_connections", "100")))
                .isGreaterThan(2 * scaling.getMaxReplicas() * standardPoolAndFeed);
    }

    @Test
    void speaksToTheVerifiedPrimaryOnly() {
        assertThat(overlay.all(ConfigMap.class))
                .anySatisfy(map -> assertThat(map.getData().get("TOKENGATE_DATABASE_URL"))
                        .startsWith("postgresql://tokengate-db-rw:5432/tokengate?")
                        .contains("sslmode=verify-full"));
        assertThat(overlay.all(ConfigMap.class))
                .anySatisfy(map -> assertThat(map.getData()).containsEntry("SPRING_PROFILES_ACTIVE", "prod"));
    }
}
