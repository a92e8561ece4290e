package io.tokengate.gateway.cache;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenDigest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A query for one token that waits or is under way. All who want that token meanwhile wait for it; that one of them
 * hangs up is nothing to the others.
 */
final class Flight implements Slot {
    private static final int WEIGHT = 300;

    private final TokenDigest digest;
    private final Generation generation;
    private final long reads;
    private final boolean checked;
    private final @Nullable Entry previous;
    private final Sinks.One<Landing> landing = Sinks.one();
    private volatile long sentAt;

    /**
     * What a query brought.
     *
     * @param entry the token, absent if there is none
     * @param asOf when the query was sent
     */
    record Landing(@Nullable Entry entry, long asOf) {}

    /**
     * Begins to wait.
     *
     * @param generation where what it finds belongs
     * @param checked whether the text has a checksum and it is right
     * @param previous what was known before, to be told while the store is away
     */
    Flight(TokenDigest digest, Generation generation, boolean checked, @Nullable Entry previous) {
        this.digest = digest;
        this.generation = generation;
        this.reads = generation.reads();
        this.checked = checked;
        this.previous = previous;
    }

    TokenDigest digest() {
        return digest;
    }

    Generation generation() {
        return generation;
    }

    long reads() {
        return reads;
    }

    boolean isChecked() {
        return checked;
    }

    @Nullable
    Entry previous() {
        return previous;
    }

    /** What it brings; error if the store could not be asked. */
    Mono<Landing> landing() {
        return landing.asMono();
    }

    void sent(long nanos) {
        sentAt = nanos;
    }

    /** The query has answered. */
    void land(@Nullable ApiToken token, long refreshAt) {
        Entry entry = token == null ? null : new Entry(token, sentAt, refreshAt, reads);
        generation.publish(this, entry);
        landing.tryEmitValue(new Landing(entry, sentAt));
    }

    /** No token of the digest: known from now on. */
    Absent absent() {
        return new Absent(sentAt, reads);
    }

    /** The query has failed; what was known before is known again. */
    void fail(Throwable failure) {
        generation.giveUp(this);
        landing.tryEmitError(failure);
    }

    @Override
    public int weight() {
        return WEIGHT;
    }
}
