package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.verify.Rejection;

/** Why a token is not valid, as the caller is told; a closed set (docs/protocols/verify.md, «Reasons»). */
enum Reason {
    MALFORMED,
    FORGED,
    UNKNOWN,
    REVOKED,
    EXPIRED,
    DISABLED,
    OWNER_INACTIVE,
    TENANT_INACTIVE,
    /** It is good, and lacks a scope that was asked for. */
    INSUFFICIENT_SCOPE,
    /** It cannot be known now: no verdict. In batches only; a single verification is answered 503. */
    UNAVAILABLE;

    static Reason of(Rejection rejection) {
        return switch (rejection) {
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
}
