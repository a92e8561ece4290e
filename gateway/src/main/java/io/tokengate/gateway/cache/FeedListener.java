package io.tokengate.gateway.cache;

import io.tokengate.domain.store.Changes;

/** Is told how the reading of the change log goes, on the feed's thread. */
public interface FeedListener {
    /** A read was applied. */
    void applied(Changes changes);

    /** A read failed. */
    void failed();
}
