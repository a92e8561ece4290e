package io.tokengate.gateway.cache;

/** What stands under a digest: a known token, or the query for it that is under way. */
sealed interface Slot permits Entry, Flight {
    /** Bytes that it takes, about. */
    int weight();
}
