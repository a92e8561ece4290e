package io.tokengate.gateway.cache;

import io.tokengate.domain.store.Change;
import io.tokengate.domain.store.Changes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The present {@link Generation}. Replaced by the feed's thread, or by a change of our own that the feed cannot tell. */
final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    private final CacheSettings settings;
    private final Clocks clocks;
    private volatile Generation current;

    Generations(CacheSettings settings, Clocks clocks) {
        this.settings = settings;
        this.clocks = clocks;
        this.current = empty();
    }

    Generation current() {
        return current;
    }

    /** Applies what a read brought; one thread at a time. */
    synchronized void apply(Changes changes, long sentAt) {
        if (changes.gap() == null) {
            current.apply(changes.changes(), sentAt);
        } else {
            LOG.info("what was known of tokens is forgotten: {}", changes.gap());
            Generation next = empty();
            next.apply(List.<Change>of(), sentAt);
            current = next;
        }
    }

    /** Forgets everything, where something changed and it cannot be told what. */
    synchronized void forget() {
        current = empty();
    }

    private Generation empty() {
        long never = clocks.nanos()
                - settings.lease().toNanos()
                - settings.maxStale().toNanos()
                - 1;
        return new Generation(settings, never);
    }
}
