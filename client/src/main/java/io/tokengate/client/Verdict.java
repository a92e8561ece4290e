package io.tokengate.client;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a presented token. That nothing can be known is no verdict but a {@link VerificationException}. */
public sealed interface Verdict {
    /**
     * It is good.
     *
     * @param id public, unique in its dialect; no secret
     * @param dialect such as {@code dynatrace}
     * @param tenant the tenant's id
     * @param scopes empty for dialects without scopes
     * @param expiresAt null if it does not expire
     */
    record Valid(
            String id,
            String dialect,
            String name,
            Owner owner,
            String tenant,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt)
            implements Verdict {
        public Valid {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * Whose token it is.
     *
     * @param id a UUID
     */
    record Owner(String id, String username, Set<String> roles) {
        public Owner {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * It is no good.
     *
     * @param reason such as {@code EXPIRED}, as docs/protocols/verify.md lists them; more may come
     */
    record Invalid(String reason) implements Verdict {}
}
