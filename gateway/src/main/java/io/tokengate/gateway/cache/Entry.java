package io.tokengate.gateway.cache;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.verify.Judgement;
import io.tokengate.domain.verify.Verification;

/** A token as it was in the store at one moment, and the verdicts on it. */
final class Entry implements Slot, Stamped {
    /** Without its texts: measured as the heap's growth for each token, see docs/performance.md. */
    private static final int WEIGHT = 400;

    private final ApiToken token;
    private final Judgement judgement;
    private final long asOf;
    private final long refreshAt;
    private volatile long reads;

    /**
     * Keeps a token.
     *
     * @param asOf when the query that found it was sent, by the clock that never jumps
     * @param refreshAt from when on it is to be loaded anew, by that clock
     * @param reads how many reads of the change log had been applied before that query was sent
     */
    Entry(ApiToken token, long asOf, long refreshAt, long reads) {
        this.token = token;
        this.judgement = Judgement.of(token);
        this.asOf = asOf;
        this.refreshAt = refreshAt;
        this.reads = reads;
    }

    ApiToken token() {
        return token;
    }

    Verification at(long millis) {
        return judgement.at(millis);
    }

    long asOf() {
        return asOf;
    }

    boolean isDue(long now) {
        return now - refreshAt >= 0;
    }

    @Override
    public long reads() {
        return reads;
    }

    /** Notes that nothing it depends on had changed up to a read, so that this need not be looked at again. */
    void holdsUpTo(long read) {
        reads = read;
    }

    @Override
    public int weight() {
        return WEIGHT + token.name().length() + token.publicId().length();
    }
}
