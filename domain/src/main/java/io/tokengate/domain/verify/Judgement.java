package io.tokengate.domain.verify;

import io.tokengate.domain.token.ApiToken;
import java.time.Instant;

/**
 * The verdicts on a stored token at every instant to come, as long as nothing of it changes: one until it expires and
 * one from then on. Made once, so that telling one costs a comparison.
 *
 * @param before while it has not expired
 * @param after once it has; the same where it never does
 * @param expiresAtMillis the first millisecond of the epoch of which {@code after} holds
 */
public record Judgement(Verification before, Verification after, long expiresAtMillis) {
    /** Judges by {@link VerificationRules}, at both ends of time. */
    public static Judgement of(ApiToken token) {
        Instant expiresAt = token.expiresAt();
        Verification before = VerificationRules.judge(token, Instant.MIN);
        return expiresAt == null
                ? new Judgement(before, before, Long.MAX_VALUE)
                : new Judgement(before, VerificationRules.judge(token, Instant.MAX), expiresAt.toEpochMilli());
    }

    /** The verdict at an instant, in milliseconds of the epoch. */
    public Verification at(long millis) {
        return millis < expiresAtMillis ? before : after;
    }
}
