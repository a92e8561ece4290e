package io.tokengate.domain.manage;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token to be issued.
 *
 * @param dialect that issues it
 * @param minted its public id and secret, as the dialect spells them
 * @param ownerId a user of the actor's tenant
 * @param name as its holder wants it; the dialect has checked it
 * @param scopes as the dialect has checked them
 * @param personal whether it is a personal access token
 * @param enabled whether it can be used at once
 * @param expiresAt absent if it never expires
 */
public record CreateToken(
        DialectName dialect,
        Minted minted,
        long ownerId,
        String name,
        Scopes scopes,
        boolean personal,
        boolean enabled,
        @Nullable Instant expiresAt) {}
