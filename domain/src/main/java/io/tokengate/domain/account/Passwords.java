package io.tokengate.domain.account;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Hashes and checks users' passwords, slowly and apart from the event loops. */
public interface Passwords {
    /** A new hash; error {@link io.tokengate.domain.store.StoreException.Unavailable} if too many wait already. */
    Mono<String> hash(String password);

    /**
     * Whether a password is the one that was hashed; errors as for {@link #hash}.
     *
     * @param hash null for a user that does not exist: it costs the same time, and is false
     */
    Mono<Boolean> matches(String password, @Nullable String hash);
}
