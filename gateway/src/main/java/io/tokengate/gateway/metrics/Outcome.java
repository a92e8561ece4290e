package io.tokengate.gateway.metrics;

import io.tokengate.domain.verify.Rejection;
import java.util.Locale;

/** What a verification came to, as a metric shows it. */
enum Outcome {
    VERIFIED,
    MALFORMED,
    FORGED,
    UNKNOWN,
    REVOKED,
    EXPIRED,
    DISABLED,
    OWNER_INACTIVE,
    TENANT_INACTIVE,
    /** No verdict: it could not be known. */
    UNAVAILABLE;

    static Outcome of(Rejection reason) {
        return switch (reason) {
            case MALFORMED -> MALFORMED;
            case FORGED -> FORGED;
            case UNKNOWN -> UNKNOWN;
            case REVOKED -> REVOKED;
            case EXPIRED -> EXPIRED;
            case DISABLED -> DISABLED;
            case OWNER_INACTIVE -> OWNER_INACTIVE;
            case TENANT_INACTIVE -> TENANT_INACTIVE;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
