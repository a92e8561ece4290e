package io.tokengate.domain.store;

import io.tokengate.domain.account.PasswordStamp;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;

/**
 * A session as it is stored: with the digest of its secret, never the secret.
 *
 * @param digest unique among all sessions
 * @param userId whose it is
 * @param kind what it is good for
 * @param stamp of the password that opened it
 * @param createdAt cut to milliseconds
 * @param expiresAt the first instant at which it is no good
 */
public record NewSession(
        TokenDigest digest, long userId, SessionKind kind, PasswordStamp stamp, Instant createdAt, Instant expiresAt) {}
