package io.tokengate.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.Map;

/** The kinds that we use, each read by its type, and every field that its type does not know refused. */
final class Models {
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            kind("v1", Namespace.class),
            kind("v1", ConfigMap.class),
            kind("v1", Service.class),
            kind("v1", ServiceAccount.class),
            kind("apps/v1", Deployment.class),
            kind("batch/v1", Job.class),
            kind("autoscaling/v2", HorizontalPodAutoscaler.class),
            kind("policy/v1", PodDisruptionBudget.class),
            kind("networking.k8s.io/v1", NetworkPolicy.class),
            kind("monitoring.coreos.com/v1", PodMonitor.class),
            kind("monitoring.coreos.com/v1", PrometheusRule.class),
            kind("postgresql.cnpg.io/v1", CloudNativePg.Cluster.class),
            kind("postgresql.cnpg.io/v1", CloudNativePg.ScheduledBackup.class),
            kind("barmancloud.cnpg.io/v1", CloudNativePg.ObjectStore.class));

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoLeftovers());

    private Models() {}

    /** The models keep what they do not know; without that it is refused. */
    private static final class NoLeftovers extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException if its kind is none of ours, or it has a field that the kind has not
     */
    static Object read(Map<String, Object> object) {
        String name = object.get("apiVersion") + " " + object.get("kind");
        Class<?> type = KINDS.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no model of " + name);
        }
        return STRICT.convertValue(object, type);
    }

    private static Map.Entry<String, Class<?>> kind(String version, Class<?> type) {
        assert HasMetadata.class.isAssignableFrom(type) || type.isRecord();
        return Map.entry(version + " " + type.getSimpleName(), type);
    }
}
