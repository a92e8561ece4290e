package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.GatewayProcess;
import io.tokengate.reliability.load.Dawdlers;
import io.tokengate.reliability.load.Load;
import io.tokengate.reliability.load.Vandals;
import java.io.IOException;

/**
 * Requests that are aborted by the hundred thousand, heads that never end and heads that are too large, all at one replica,
 * while decent clients go on there. Nothing is left of them: no connection, no request under way, no memory.
 */
final class HostileClients implements Scenario {
    private static final int REQUESTS = 100_000;
    private static final int WARM_UP = 10_000;
    private static final int SLOW = 200;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Above what buffers of decent clients and code that is compiled late take; a leak of a kilobyte each is far more. */
    private static final long GROWTH = 32 * MEBIBYTE;

    @Override
    public String name() {
        return "hostile-clients";
    }

    @Override
    public String injected() {
        return "%,d requests aborted at one replica, beside %d heads that come a byte a second and heads of 130 kB"
                .formatted(REQUESTS, SLOW);
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        GatewayProcess replica = trial.replica(0);
        try (Load _ = trial.load(Load.anyOf(trial.clients()))) {
            Vandals.abort(replica.address(), WARM_UP);
            long heap = heap(replica);
            double direct = direct(replica);
            long slowest;
            int bombs;
            int aborted;
            try (Dawdlers dawdlers = new Dawdlers(replica.address(), SLOW);
                    LoopWatch watch = new LoopWatch(trial, trial.clients().getFirst())) {
                aborted = Vandals.abort(replica.address(), REQUESTS);
                bombs = dawdlers.bombs();
                slowest = watch.slowest();
            }
            long grown = heap(replica) - heap;
            double directGrown = direct(replica) - direct;
            if (grown > GROWTH || directGrown > GROWTH) {
                trial.history().fault("memory grew by " + grown + " bytes, direct by " + directGrown);
            }
            trial.saw(
                    "%,d had a connection, %,d too large heads; `/livez` after %d ms at most; heap %+.1f MiB, direct %+.1f MiB"
                            .formatted(aborted, bombs, slowest, grown / (double) MEBIBYTE, directGrown / MEBIBYTE));
        }
    }

    private static long heap(GatewayProcess replica) throws IOException, InterruptedException {
        replica.collectGarbage();
        return (long) replica.metric("jvm_memory_used_bytes", "area=\"heap\"");
    }

    private static double direct(GatewayProcess replica) throws IOException, InterruptedException {
        return replica.metric("jvm_buffer_memory_used_bytes");
    }
}
