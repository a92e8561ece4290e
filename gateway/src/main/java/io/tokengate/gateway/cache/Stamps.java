package io.tokengate.gateway.cache;

import io.tokengate.domain.token.ApiToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At which read of the change log an owner, a tenant or everything was last seen to change. Whatever was learnt before
 * is not looked for and removed, it simply holds no longer. Written by the feed's thread alone, read by all.
 */
final class Stamps {
    /** With more owners or tenants than this, everything counts as changed, and the list begins anew. */
    private static final int MAX = 10_000;

    private static final long NEVER = 0;

    private final Map<Long, Long> owners = new ConcurrentHashMap<>();
    private final Map<Long, Long> tenants = new ConcurrentHashMap<>();
    private volatile long all = NEVER;
    private volatile long latest = NEVER;

    void ownerChanged(long owner, long read) {
        put(owners, owner, read);
    }

    void tenantChanged(long tenant, long read) {
        put(tenants, tenant, read);
    }

    void allChanged(long read) {
        all = read;
        latest = read;
    }

    /** Whether nothing that the entry's token depends on was seen to change since it was loaded. */
    boolean hold(Entry entry) {
        // Read before the maps: they are written before it, so that what holds by them holds up to it.
        long upTo = latest;
        if (entry.reads() >= upTo) {
            return true;
        }
        ApiToken token = entry.token();
        if (entry.reads() < all
                || entry.reads() < owners.getOrDefault(token.owner().id(), NEVER)
                || entry.reads() < tenants.getOrDefault(token.tenant().id(), NEVER)) {
            return false;
        }
        entry.holdsUpTo(upTo);
        return true;
    }

    /** The same for what depends on no owner or tenant. */
    boolean hold(Absent absent) {
        return absent.reads() >= all;
    }

    /** Whether a query that is under way may be waited for: its token is not known, so any owner's change counts. */
    boolean hold(Flight flight) {
        return flight.reads() >= latest;
    }

    private void put(Map<Long, Long> stamps, long id, long read) {
        if (stamps.size() >= MAX) {
            allChanged(read);
            stamps.clear();
        } else {
            stamps.put(id, read);
            latest = read;
        }
    }
}
