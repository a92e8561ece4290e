package io.tokengate.gateway.metrics;

/** Every meter of the gateway's own, so that dashboards and alerts have one list to be checked against. */
public enum Meters {
    /** Seconds that a verdict took, by {@code outcome} and {@code dialect}. */
    VERIFY("tokengate.verify", "Verifications by outcome and dialect"),
    /** Last uses that were never written. */
    USAGE_DROPPED("tokengate.usage.dropped", "Uses of tokens that were dropped rather than written");

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
