package io.tokengate.domain.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token and all that is known of it, but for its secret. All instants are cut to milliseconds.
 *
 * @param id its key in the store
 * @param dialect the dialect that issued it
 * @param publicId what that dialect calls it; no secret
 * @param tenant where it lives
 * @param owner whom it acts for
 * @param name for people; any text
 * @param scopes what it may do
 * @param personal whether it was issued as a personal access token
 * @param enabled false while switched off; it can be switched on again
 * @param createdAt when it was issued
 * @param updatedAt when anything of it last changed; being used is no change
 * @param modifiedAt when its name or scopes last changed, absent if never
 * @param expiresAt the first instant at which it is rejected, absent if it never expires
 * @param revokedAt when it was revoked for good, absent while it is not
 * @param revision counts its changes from 1
 * @param lastUse absent if it was never used
 */
public record ApiToken(
        TokenId id,
        DialectName dialect,
        String publicId,
        Tenant tenant,
        Owner owner,
        String name,
        Scopes scopes,
        boolean personal,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant modifiedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        long revision,
        @Nullable LastUse lastUse) {

    /** Whether its time is over at the given instant. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** How to reach it again. */
    public TokenRef ref() {
        return new TokenRef(tenant.id(), dialect, publicId);
    }
}
