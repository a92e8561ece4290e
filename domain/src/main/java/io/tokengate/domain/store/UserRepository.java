package io.tokengate.domain.store;

import io.tokengate.domain.account.User;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where users are kept; deleted ones are not found. Rules of threads and errors as in {@link TokenRepository}. */
public interface UserRepository {
    /** The user of this key; empty if there is none. */
    Mono<User> findById(long id);

    /** The user of this name in a tenant; empty if there is none. */
    Mono<User> find(long tenantId, UUID publicId);

    /** As {@link #find}, and locks it until the transaction ends. */
    Mono<User> findForUpdate(long tenantId, UUID publicId);

    /** As {@link #findById}, and locks it until the transaction ends, so that what depends on its tokens takes turns. */
    Mono<User> lock(long id);

    /** The user of this username or email, in any case of letters, of any tenant that is active; empty if there is none. */
    Mono<UserCredentials> findByLogin(String login);

    /**
     * The next users of a tenant in the order of their keys.
     *
     * @param afterId the last key of the page before, 0 for the first page
     */
    Flux<User> list(long tenantId, long afterId, int limit);

    /** How many active administrators a tenant has; exactly one value. */
    Mono<Long> countAdministrators(long tenantId);

    /** Stores a new user; error {@link StoreException.Conflict} if its username or email is taken. */
    Mono<User> insert(NewUser user);

    /** Stores a locked user's members, and counts its revision up; error as for {@link #insert}. */
    Mono<Void> update(User user);

    /** Stores a new password hash. */
    Mono<Void> updatePassword(long id, String passwordHash, Instant at);

    /** Marks a user as deleted, which frees its username and email. */
    Mono<Void> delete(long id, Instant at);
}
