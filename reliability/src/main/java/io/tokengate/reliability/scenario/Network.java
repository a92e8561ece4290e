package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Cluster;
import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.history.Dialect;
import io.tokengate.reliability.history.Issued;
import io.tokengate.reliability.history.Verdict;
import io.tokengate.reliability.load.Answer;
import io.tokengate.reliability.load.Client;
import io.tokengate.reliability.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One fault of the network between one replica and the database, longer than that replica may go on with what it knows. */
final class Network implements Scenario {
    private static final Duration LENGTH = Cluster.MAX_STALE.plusSeconds(4);
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final NetworkFault fault;

    Network(NetworkFault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public String injected() {
        return "network of one replica for " + LENGTH.toSeconds() + " s: " + fault.words();
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        GatewayProcess replica = trial.replica(0);
        Client client = trial.clients().getFirst();
        try (Load _ = trial.load(Load.anyOf(trial.clients()))) {
            Issued known = known(trial, client);
            TimeUnit.SECONDS.sleep(1);
            if (fault.cutsOff()) {
                trial.cutOff(List.of(replica));
            }
            fault.inject(trial.cluster().link(replica));
            Probe probe = new Probe(trial, replica, client, known);
            try {
                probe.run(LENGTH);
            } finally {
                trial.cluster().link(replica).heal();
            }
            Duration recovered = trial.awaitServing(List.of(replica));
            trial.await("it creates again", () -> create(client).status() == 201);
            judge(trial, probe);
            trial.saw(probe + ", served " + recovered.toMillis() + " ms after");
        }
    }

    /** What the two tables of ADR 20 say for a database that cannot be asked. */
    private void judge(Trial trial, Probe probe) {
        if (fault.dark() && fault.cutsOff()) {
            probe.require(trial.history(), Cluster.MAX_STALE.minus(MARGIN), Cluster.MAX_STALE.plus(MARGIN));
        } else if (fault.dark()) {
            probe.require(trial.history(), LENGTH, LENGTH);
        }
    }

    private static Answer create(Client client) {
        return client.create(Dialect.DYNATRACE, "after-the-fault");
    }

    private static Issued known(Trial trial, Client client) throws InterruptedException {
        Issued known = Client.issued(Dialect.DYNATRACE, "known", client.create(Dialect.DYNATRACE, "known"))
                .orElseThrow(() -> new IllegalStateException("no token was made"));
        trial.await("it knows the token", () -> client.verify(known.secret()).verdict() == Verdict.VALID);
        return known;
    }
}
