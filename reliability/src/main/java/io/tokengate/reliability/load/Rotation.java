package io.tokengate.reliability.load;

import io.tokengate.reliability.cluster.GatewayProcess;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A balancer as Kubernetes has it: only replicas that say they are ready, and that nobody took out, get requests. */
public final class Rotation implements Supplier<Client>, AutoCloseable {
    private final List<GatewayProcess> replicas;
    private final List<Client> clients;
    private final Set<String> takenOut = ConcurrentHashMap.newKeySet();
    private final Set<String> unready = ConcurrentHashMap.newKeySet();
    private final Thread looking;
    private volatile boolean closed;

    public Rotation(List<GatewayProcess> replicas, List<Client> clients) {
        this.replicas = replicas;
        this.clients = clients;
        this.looking = Thread.ofVirtual().start(this::look);
    }

    /** It gets no new request from now on. */
    public void takeOut(GatewayProcess replica) {
        takenOut.add(replica.name());
    }

    /** It gets requests again, while it is ready. */
    public void putIn(GatewayProcess replica) {
        takenOut.remove(replica.name());
    }

    @Override
    public Client get() {
        List<Client> ready = clients.stream()
                .filter(client -> !takenOut.contains(client.replica()) && !unready.contains(client.replica()))
                .toList();
        List<Client> any = ready.isEmpty() ? clients : ready;
        return any.get(ThreadLocalRandom.current().nextInt(any.size()));
    }

    @Override
    public void close() {
        closed = true;
        looking.interrupt();
    }

    private void look() {
        try {
            while (!closed) {
                for (GatewayProcess replica : replicas) {
                    if (replica.isReady()) {
                        unready.remove(replica.name());
                    } else {
                        unready.add(replica.name());
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
