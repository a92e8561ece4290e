package io.tokengate.domain.store;

import io.tokengate.domain.account.User;
import reactor.core.publisher.Mono;

/** Where users are kept; deleted ones are not found. Rules of threads and errors as in {@link TokenRepository}. */
public interface UserRepository {
    /** The user of this key; empty if there is none. */
    Mono<User> findById(long id);
}
