package io.tokengate.domain.manage;

import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.UserRepository;
import reactor.core.publisher.Mono;

/**
 * How many tokens of one dialect a user may have, switched on or not. It is looked at inside the transaction that
 * issues one, with the user's row locked: of two creations at once the second counts what the first made.
 */
public final class TokenLimit {
    /** For a dialect or an operator that sets none. */
    public static final int NONE = Integer.MAX_VALUE;

    private final UserRepository users;
    private final TokenRepository tokens;
    private final int perOwner;

    /**
     * A limit.
     *
     * @param perOwner at least 1; {@link #NONE} for none
     */
    public TokenLimit(UserRepository users, TokenRepository tokens, int perOwner) {
        this.users = users;
        this.tokens = tokens;
        this.perOwner = perOwner;
    }

    /** Whether the owner may have one more; exactly one value. */
    Mono<Boolean> leavesRoom(Actor actor, CreateToken command) {
        if (perOwner == NONE) {
            return Mono.just(true);
        }
        TokenFilter filter =
                TokenFilter.all(actor.tenantId(), command.dialect()).ownedBy(command.ownerId());
        return users.lock(command.ownerId())
                .then(Mono.defer(() -> tokens.count(filter)))
                .map(count -> count < perOwner);
    }
}
