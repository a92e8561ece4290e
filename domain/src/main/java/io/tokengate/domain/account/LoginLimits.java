package io.tokengate.domain.account;

import java.time.Duration;

/**
 * How many failed logins are borne.
 *
 * @param failures for one account from one source within the window
 * @param strangers for one account within the window, from all sources together that never succeeded for it
 * @param window counting begins anew this long after the first failure; a lock ends this long after the last one
 */
public record LoginLimits(int failures, int strangers, Duration window) {
    public LoginLimits {
        if (failures < 1 || strangers < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("login limits must be positive");
        }
    }

    /** Whether a further attempt would be one too many. */
    boolean lock(LoginRecord record) {
        return record.failures() >= failures || (!record.familiar() && record.strangers() >= strangers);
    }

    /** Whether the attempt that was just counted was one too many. */
    boolean exceededBy(LoginRecord record) {
        return record.failures() > failures || (!record.familiar() && record.strangers() > strangers);
    }
}
