package io.tokengate.reliability.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which replica may have been cut off from the database, and so how old its answers may be. */
public final class Outages {
    private record Outage(long from, long to) {
        boolean has(long time) {
            return from <= time && time <= to;
        }
    }

    private final Duration lease;
    private final Duration maxStale;
    private final Map<String, List<Outage>> outages = new ConcurrentHashMap<>();

    public Outages(Duration lease, Duration maxStale) {
        this.lease = lease;
        this.maxStale = maxStale;
    }

    /** Before the fault is injected. */
    public void begin(String replica, long now) {
        of(replica).add(new Outage(now, Long.MAX_VALUE));
    }

    /** After the replica was seen to reach the database again. */
    public void end(String replica, long now) {
        of(replica).replaceAll(outage -> outage.to() == Long.MAX_VALUE ? new Outage(outage.from(), now) : outage);
    }

    /** How old what an answer rests on may be, for a verification that begins at this time. */
    Duration bound(String replica, long begin) {
        boolean cutOff =
                outages.getOrDefault(replica, new ArrayList<>()).stream().anyMatch(outage -> outage.has(begin));
        return cutOff && maxStale.compareTo(lease) > 0 ? maxStale : lease;
    }

    private List<Outage> of(String replica) {
        return outages.computeIfAbsent(replica, name -> new CopyOnWriteArrayList<>());
    }
}
