package io.tokengate.gateway.cache;

/** Something that was learnt from the store at a place in the order of reads of the change log. */
interface Stamped {
    /** Reads that had been applied before the store was asked: later ones may have brought news of it. */
    long reads();
}
