package io.tokengate.domain.manage;

import io.tokengate.domain.token.TokenId;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the check inside the transaction and for the audit. It holds no secret.
 *
 * @param tenantId the caller's tenant
 * @param userId the caller, or the owner of the calling token
 * @param tokenId the calling token, absent where a user came with a password or a session
 * @param sessionId the calling session, absent where a user came with something else
 * @param authority what the caller had to have
 * @param address the client's address, absent where it is not known
 * @param requestId names the request in logs
 */
public record Actor(
        long tenantId,
        long userId,
        @Nullable TokenId tokenId,
        @Nullable Long sessionId,
        Authority authority,
        @Nullable String address,
        String requestId) {
    /** Who came with a token or a password. */
    public Actor(
            long tenantId,
            long userId,
            @Nullable TokenId tokenId,
            Authority authority,
            @Nullable String address,
            String requestId) {
        this(tenantId, userId, tokenId, null, authority, address, requestId);
    }
}
