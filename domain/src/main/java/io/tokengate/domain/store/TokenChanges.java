package io.tokengate.domain.store;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log of all changes that decide or show a verdict, whoever made them, read on from where the last read ended. For
 * one reader, whose reads must not overlap.
 */
public interface TokenChanges {
    /**
     * Reads what was committed since the last read that succeeded. All that was committed before this call is in its
     * snapshot or was in an earlier one.
     *
     * @param limit after which the read fails
     * @return exactly one value, on a thread of the store; error {@link StoreException.Unavailable} if the log cannot be
     *     read now, after which the next call connects anew
     */
    Mono<Changes> read(Duration limit);

    /** A hint, whenever some replica has committed changes. Hints get lost; they never end and never fail. */
    Flux<Hint> hints();

    /** Tells the other replicas that there is something to read, at once or a little later together with other hints. */
    void hint();

    /** That there may be something to read. */
    enum Hint {
        /** The only one there is. */
        CHANGED
    }
}
