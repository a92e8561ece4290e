package io.tokengate.domain.manage;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a token; what is absent stays as it is.
 *
 * @param name the new name
 * @param enabled switches it on or off
 * @param scopes replace all it had
 */
public record TokenChange(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes) {
    /** Whether it would give the token another name or other scopes. */
    boolean modifies(ApiToken token) {
        return (name != null && !name.equals(token.name())) || (scopes != null && !scopes.equals(token.scopes()));
    }

    /** Whether it would change anything at all. */
    boolean changes(ApiToken token) {
        return modifies(token) || (enabled != null && enabled != token.enabled());
    }
}
