package io.tokengate.domain.store;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as it is read again.
 *
 * @param id its key; later events have greater ones
 * @param at when
 * @param userId who did it, or the owner of the token that did
 * @param username the same, for people
 * @param tokenId the public id of the token that did it, absent where a user came with a password
 * @param address from where, absent where it was not known
 * @param requestId names the request in logs
 * @param action what was done
 * @param subject what it was done to
 * @param details what else is worth knowing
 */
public record AuditEntry(
        long id,
        Instant at,
        UUID userId,
        String username,
        @Nullable String tokenId,
        @Nullable String address,
        String requestId,
        String action,
        String subject,
        Map<String, String> details) {}
