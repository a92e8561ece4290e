package io.tokengate.domain.verify;

import io.tokengate.domain.token.ApiToken;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a presented token. A rejected token is a value; a store that cannot be asked is an error signal of
 * whatever was asked, never a verdict.
 */
public sealed interface Verification {
    /**
     * The token is good.
     *
     * @param token what it stands for
     */
    record Verified(ApiToken token) implements Verification {}

    /**
     * The token is no good.
     *
     * @param reason why
     * @param token what is known of it, absent where nothing is
     */
    record Rejected(Rejection reason, @Nullable ApiToken token) implements Verification {}
}
