package io.tokengate.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the operator's kinds that we use, as its CRDs of release 1.28 name them, and those of the Barman Cloud
 * plugin: no library has them. A field that is missing here is refused, so that a new one is looked up first.
 */
final class CloudNativePg {
    private CloudNativePg() {}

    record Cluster(String apiVersion, String kind, ObjectMeta metadata, ClusterSpec spec) {}

    record ClusterSpec(
            int instances,
            String imageName,
            Postgres postgresql,
            Bootstrap bootstrap,
            Managed managed,
            boolean enableSuperuserAccess,
            Affinity affinity,
            Storage storage,
            @Nullable Storage walStorage,
            ResourceRequirements resources,
            @Nullable List<Plugin> plugins) {}

    record Postgres(@Nullable Synchronous synchronous, Map<String, String> parameters) {}

    record Synchronous(Method method, int number, Durability dataDurability, boolean failoverQuorum) {}

    enum Method {
        @JsonProperty("any")
        ANY,
        @JsonProperty("first")
        FIRST
    }

    enum Durability {
        @JsonProperty("required")
        REQUIRED,
        @JsonProperty("preferred")
        PREFERRED
    }

    record Bootstrap(InitDb initdb) {}

    record InitDb(String database, String owner, String encoding, boolean dataChecksums, Name secret) {}

    record Managed(List<Role> roles) {}

    record Role(
            String name,
            Ensure ensure,
            String comment,
            boolean login,
            boolean superuser,
            boolean createdb,
            boolean createrole,
            boolean inherit,
            Name passwordSecret) {}

    enum Ensure {
        @JsonProperty("present")
        PRESENT,
        @JsonProperty("absent")
        ABSENT
    }

    record Affinity(boolean enablePodAntiAffinity, String podAntiAffinityType, String topologyKey) {}

    record Storage(String size) {}

    record Plugin(
            String name, @JsonProperty("isWALArchiver") boolean walArchiver, Map<String, String> parameters) {}

    record ScheduledBackup(String apiVersion, String kind, ObjectMeta metadata, ScheduledBackupSpec spec) {}

    record ScheduledBackupSpec(
            String schedule,
            boolean immediate,
            String backupOwnerReference,
            Name cluster,
            String target,
            String method,
            Name pluginConfiguration) {}

    record ObjectStore(String apiVersion, String kind, ObjectMeta metadata, ObjectStoreSpec spec) {}

    record ObjectStoreSpec(String retentionPolicy, StoreConfiguration configuration) {}

    record StoreConfiguration(String destinationPath, S3Credentials s3Credentials, Compression wal, Compression data) {}

    record S3Credentials(Key accessKeyId, Key secretAccessKey) {}

    record Compression(String compression) {}

    record Name(String name) {}

    record Key(String name, String key) {}
}
