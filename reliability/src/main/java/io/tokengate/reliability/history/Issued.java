package io.tokengate.reliability.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The life of one token whose creation was acknowledged, as the one client that changes it saw it. Others read it while
 * that client goes on.
 */
public final class Issued {
    private final Dialect dialect;
    private final String id;
    private final String secret;
    private final Span created;
    private final List<String> possibleNames = new ArrayList<>();

    private volatile long revokeBegin = Long.MAX_VALUE;
    private volatile long revokeEnd = Long.MAX_VALUE;

    public Issued(Dialect dialect, String id, String secret, String name, Span created) {
        this.dialect = dialect;
        this.id = id;
        this.secret = secret;
        this.created = created;
        possibleNames.add(name);
    }

    public Dialect dialect() {
        return dialect;
    }

    public String id() {
        return id;
    }

    public String secret() {
        return secret;
    }

    Span created() {
        return created;
    }

    /** Its client asked for another name. What was acknowledged is the name; what was not may be. */
    public synchronized void renamed(String name, Outcome outcome) {
        if (outcome == Outcome.ACKNOWLEDGED) {
            possibleNames.clear();
        }
        possibleNames.add(name);
    }

    /** Its client is about to revoke it: from now on nobody can rely on it. */
    public void revoking(long now) {
        revokeBegin = now;
    }

    /** That was acknowledged. */
    public void revoked(long now) {
        revokeEnd = now;
    }

    boolean isSettledBefore(long time) {
        return revokeEnd < time;
    }

    boolean isBeingRevokedAt(long time) {
        return revokeBegin <= time;
    }

    /** Whether its revocation was acknowledged. */
    public boolean isRevoked() {
        return revokeEnd != Long.MAX_VALUE;
    }

    /** Whether it must be there: nobody asked to revoke it. */
    public boolean isGood() {
        return revokeBegin == Long.MAX_VALUE;
    }

    /** When its revocation was acknowledged. */
    long revokedAt() {
        return revokeEnd;
    }

    /** One of these it must have. */
    public synchronized Set<String> possibleNames() {
        return new TreeSet<>(possibleNames);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return dialect + " " + id;
    }
}
