package io.tokengate.reliability.scenario;

import io.tokengate.reliability.cluster.Fault;
import io.tokengate.reliability.cluster.Link;
import io.tokengate.reliability.cluster.Link.Use;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one link does for a while.
 *
 * @param dark whether no word of the database reaches the replica: what it does not know it cannot tell then
 */
record NetworkFault(String words, Fault fault, Set<Use> uses, boolean dark) {
    private static final Set<Use> ALL = Set.of(Use.POOL, Use.FEED);
    private static final Set<Use> POOL = Set.of(Use.POOL);
    private static final Set<Use> FEED = Set.of(Use.FEED);

    /** Each kind for all connections, for the pool's alone, and for the feed's alone. */
    static List<NetworkFault> all() {
        Fault latency = new Fault.Latency(Duration.ofMillis(100));
        Fault slow = new Fault.Bandwidth(4 * 1024);
        Fault reset = new Fault.ResetMidAnswer(20);
        return List.of(
                new NetworkFault("100 ms each way, all", latency, ALL, false),
                new NetworkFault("100 ms each way, pool", latency, POOL, false),
                new NetworkFault("100 ms each way, feed", latency, FEED, false),
                new NetworkFault("cut, all", new Fault.Cut(), ALL, true),
                new NetworkFault("cut, pool", new Fault.Cut(), POOL, true),
                new NetworkFault("cut, feed", new Fault.Cut(), FEED, false),
                new NetworkFault("half-open, all", new Fault.HalfOpen(), ALL, false),
                new NetworkFault("half-open, pool", new Fault.HalfOpen(), POOL, false),
                new NetworkFault("half-open, feed", new Fault.HalfOpen(), FEED, false),
                new NetworkFault("black hole, all", new Fault.BlackHole(), ALL, true),
                new NetworkFault("black hole, pool", new Fault.BlackHole(), POOL, true),
                new NetworkFault("black hole, feed", new Fault.BlackHole(), FEED, false),
                new NetworkFault("4 KiB a second for each connection, all", slow, ALL, false),
                new NetworkFault("4 KiB a second for each connection, feed", slow, FEED, false),
                new NetworkFault("each 20th answer cut in half by a reset, all", reset, ALL, false),
                new NetworkFault("each 20th answer cut in half by a reset, feed", reset, FEED, false));
    }

    /** Whether neither the log nor the store can be relied on, so that older answers are allowed. */
    boolean cutsOff() {
        return uses.equals(ALL);
    }

    void inject(Link link) {
        uses.forEach(use -> link.inject(fault, use));
    }
}
