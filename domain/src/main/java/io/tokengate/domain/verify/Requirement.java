package io.tokengate.domain.verify;

import io.tokengate.domain.token.Scopes;

/**
 * What a good token must be allowed to do, beyond being good.
 *
 * @param all scopes of which it must have every one
 * @param any scopes of which it must have one at least; none for no such wish
 */
public record Requirement(Scopes all, Scopes any) {
    /** Being good is enough. */
    public static final Requirement NONE = new Requirement(Scopes.NONE, Scopes.NONE);

    /** Whether a token with these scopes has what is required. */
    public boolean isMetBy(Scopes scopes) {
        return scopes.containsAll(all)
                && (any.names().isEmpty() || any.names().stream().anyMatch(scopes::contains));
    }
}
