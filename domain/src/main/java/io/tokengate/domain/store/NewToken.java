package io.tokengate.domain.store;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is stored first: with the digest of its secret, never the secret.
 *
 * @param tenantId where it lives
 * @param ownerId a user of that tenant
 * @param dialect that issues it
 * @param publicId unique in the dialect
 * @param digest unique among all tokens
 * @param name for people
 * @param scopes what it may do
 * @param personal whether it is a personal access token
 * @param enabled whether it can be used at once
 * @param createdAt cut to milliseconds
 * @param expiresAt cut to milliseconds, absent if it never expires
 */
public record NewToken(
        long tenantId,
        long ownerId,
        DialectName dialect,
        String publicId,
        TokenDigest digest,
        String name,
        Scopes scopes,
        boolean personal,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
