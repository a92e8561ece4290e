package io.tokengate.domain.verify;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What makes a stored token good at an instant. Pure: the one place that decides it, for every protocol. */
public final class VerificationRules {
    private VerificationRules() {}

    /** The verdict on a stored token; reasons that last come before those that may pass. */
    public static Verification judge(ApiToken token, Instant now) {
        Rejection reason = rejection(token, now);
        return reason == null ? new Verified(token) : new Rejected(reason, token);
    }

    private static @Nullable Rejection rejection(ApiToken token, Instant now) {
        if (token.revokedAt() != null) {
            return Rejection.REVOKED;
        }
        if (token.isExpiredAt(now)) {
            return Rejection.EXPIRED;
        }
        if (!token.tenant().active()) {
            return Rejection.TENANT_INACTIVE;
        }
        if (!token.owner().active()) {
            return Rejection.OWNER_INACTIVE;
        }
        return token.enabled() ? null : Rejection.DISABLED;
    }
}
