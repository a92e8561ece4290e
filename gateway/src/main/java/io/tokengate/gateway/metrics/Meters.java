package io.tokengate.gateway.metrics;

/** Every meter of the gateway's own, so that dashboards and alerts have one list to be checked against. */
public enum Meters {
    /** Seconds that a verdict took, by {@code outcome}, {@code dialect}, {@code protocol} and {@code source}. */
    VERIFY("tokengate.verify", "Verifications by outcome, dialect, protocol and what the verdict rests on"),
    /** Seconds since what is known was last renewed by a read of the change log. */
    KNOWLEDGE_AGE("tokengate.knowledge.age", "Age of what is known of tokens; verdicts rest on it up to the lease"),
    /** Seconds from the writing of a change to its application here, by the database's clock. */
    FEED_LAG("tokengate.feed.lag", "From the writing of a change to its application, by the database's clock"),
    /** Reads of the change log, by {@code result}: applied, gap or failed. */
    FEED_READS("tokengate.feed.reads", "Reads of the change log by result"),
    /** Changes that reads of the log brought. */
    FEED_CHANGES("tokengate.feed.changes", "Changes of tokens, owners and tenants that were applied"),
    /** What the clock of this replica is ahead of the database's; below zero if it is behind. */
    CLOCK_SKEW("tokengate.clock.skew", "What the replica's clock is ahead of the database's"),
    /** Tokens in one query for missing ones. */
    MISS_BATCH("tokengate.miss.batch", "Tokens in one query for those that were not known"),
    /** Tokens that are waited for. */
    MISS_FLIGHTS("tokengate.miss.flights", "Tokens whose query waits or is under way"),
    /** Tokens that are known. */
    CACHE_TOKENS("tokengate.cache.tokens", "Tokens that are known"),
    /** Digests known to belong to no token. */
    CACHE_ABSENT("tokengate.cache.absent", "Digests known to belong to no token"),
    /** Bytes that the known tokens take, about. */
    CACHE_WEIGHT("tokengate.cache.weight", "Bytes that the known tokens take, about"),
    /** Last uses that were never written. */
    USAGE_DROPPED("tokengate.usage.dropped", "Uses of tokens that were dropped rather than written"),
    /** Requests whose answers are not sent yet, by {@code kind}: verification or management. */
    IN_FLIGHT("tokengate.requests.in.flight", "Requests under way by kind"),
    /** Requests refused since too many were under way, by {@code kind}. */
    SHED("tokengate.requests.shed", "Requests refused since too many of their kind were under way");

    private final String key;
    private final String description;

    Meters(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** The name, with dots, as Micrometer wants it. */
    public String key() {
        return key;
    }

    public String description() {
        return description;
    }
}
