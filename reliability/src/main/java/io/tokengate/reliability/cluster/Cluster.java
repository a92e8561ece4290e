package io.tokengate.reliability.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database and replicas on it, each with a link of its own to the database. All of it on this machine. */
public final class Cluster implements AutoCloseable {
    public static final Duration LEASE = Duration.ofSeconds(1);
    public static final Duration MAX_STALE = Duration.ofSeconds(10);

    private final Database database;
    private final List<String> flags;
    private final List<GatewayProcess> replicas = new ArrayList<>();
    private final Map<String, Link> links = new HashMap<>();

    private Cluster(Database database, List<String> flags) {
        this.database = database;
        this.flags = flags;
    }

    /** Starts all of it; the flags are those of the replicas' JVMs. */
    public static Cluster start(Path folder, int replicas, List<String> flags)
            throws IOException, InterruptedException {
        GatewayProcess.takeApart(folder);
        Cluster cluster = new Cluster(Database.start(folder), flags);
        try {
            for (int i = 1; i <= replicas; i++) {
                cluster.add("replica-" + i, folder);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    public List<GatewayProcess> replicas() {
        return List.copyOf(replicas);
    }

    /** Between a replica and the database. */
    public Link link(GatewayProcess replica) {
        Link link = links.get(replica.name());
        if (link == null) {
            throw new IllegalArgumentException(replica.name());
        }
        return link;
    }

    @Override
    public void close() {
        replicas.forEach(GatewayProcess::close);
        links.values().forEach(Link::close);
        database.close();
    }

    private void add(String name, Path folder) throws IOException, InterruptedException {
        Link link = new Link(database.port());
        links.put(name, link);
        Map<String, String> settings = new HashMap<>();
        settings.put("TOKENGATE_DATABASE_URL", "postgresql://127.0.0.1:" + link.port() + "/" + Database.NAME);
        settings.put("TOKENGATE_DATABASE_USERNAME", database.username());
        settings.put("TOKENGATE_DATABASE_PASSWORD", database.password());
        settings.put("TOKENGATE_LEASE", LEASE.toSeconds() + "s");
        settings.put("TOKENGATE_MAX_STALE", MAX_STALE.toSeconds() + "s");
        replicas.add(GatewayProcess.start(name, folder, settings, flags));
    }
}
