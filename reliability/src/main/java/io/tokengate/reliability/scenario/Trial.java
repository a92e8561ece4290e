package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Cluster;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Durability;
import io.tokengate.reliability.history.History;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Outages;
import io.tokengate.reliability.history.StoreCheck;
import io.tokengate.reliability.history.Verification;
import io.tokengate.reliability.load.Client;
import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A cluster, its clients, and what they were told while one scenario ran. */
final class Trial implements AutoCloseable {
    private static final String AGE = "tokengate_knowledge_age_seconds";
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** After the pool's first answer: pauses of the feed are half a second at most, and a new connection takes its time. */
    private static final Duration LOG_READ = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Outages outages = new Outages(Cluster.LEASE, Cluster.MAX_STALE);
    private final History history = new History(outages);
    private final List<Client> clients;
    private final List<String> seen = new ArrayList<>();

    Trial(Cluster cluster) {
        this.cluster = cluster;
        this.clients = cluster.replicas().stream().map(Client::new).toList();
    }

    Cluster cluster() {
        return cluster;
    }

    History history() {
        return history;
    }

    /** One for each replica, in their order. */
    List<Client> clients() {
        return clients;
    }

    GatewayProcess replica(int index) {
        return cluster.replicas().get(index);
    }

    /** Writers and verifiers of a moderate rate, over the replicas that a balancer chooses. */
    Load load(Supplier<Client> balancer) {
        return new Load(history, balancer).write(4, 5).verify(8, 20);
    }

    /** For the report. */
    void saw(String what) {
        seen.add(what);
    }

    List<String> seen() {
        return seen;
    }

    /** These may not reach the database from now on. */
    void cutOff(List<GatewayProcess> replicas) {
        replicas.forEach(replica -> outages.begin(replica.name(), System.nanoTime()));
    }

    /**
     * Waits until all of them answer from the database; how long that took. Each counts as cut off until it has read its change
     * log, too: until then it goes by the rules of an outage, though a single question has got through. That this takes long
     * is a fault of its own, or nothing would bound how late a revocation may count after an outage.
     */
    Duration awaitServing(List<GatewayProcess> replicas) throws InterruptedException {
        long begin = System.nanoTime();
        for (GatewayProcess replica : replicas) {
            Client client = clients.get(cluster.replicas().indexOf(replica));
            await(
                    replica.name() + " reaches the database",
                    () -> client.askAbout("nobody-knows-" + System.nanoTime()).status() == 200);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        for (GatewayProcess replica : replicas) {
            await(
                    replica.name() + " knows what changed",
                    LOG_READ,
                    () -> replica.metric(AGE) * 1e9 < Cluster.LEASE.toNanos());
            outages.end(replica.name(), System.nanoTime());
        }
        return took;
    }

    /** What it waits for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits for a condition; that it does not come true is a fault. */
    boolean await(String what, Condition condition) throws InterruptedException {
        return await(what, SETTLED, condition);
    }

    private boolean await(String what, Duration limit, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                history.fault("did not come true in " + limit.toSeconds() + " s: " + what);
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    /** What must be true after every fault. No client may be at work any more. */
    void check() throws IOException, InterruptedException {
        awaitServing(cluster.replicas());
        try (Connection connection = cluster.database().connect("tokengate")) {
            new StoreCheck(connection).check(history);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        for (Issued token : history.issued()) {
            checkByApi(token, clients.get(Math.floorMod(token.id().hashCode(), clients.size())));
        }
        for (GatewayProcess replica : cluster.replicas()) {
            await(
                    replica.name() + " has nothing under way, and holds no connection of the pool",
                    () -> replica.metric("tokengate_requests_in_flight") == 0
                            && replica.metric("r2dbc_pool_acquired_connections") == 0
                            && replica.metric("r2dbc_pool_pending_connections") == 0);
        }
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }

    private void checkByApi(Issued token, Client client) {
        client.find(token)
                .flatMap(found -> Durability.fault(token, found, client.replica()))
                .ifPresent(history::fault);
        Verification verification = client.verify(token.secret());
        history.verified(token, verification);
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        }
    }
}
