package io.tokengate.domain.support;

import io.tokengate.domain.account.User;
import io.tokengate.domain.store.NewUser;
import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.store.UserRepository;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fails on every call; a test overrides those that it expects. */
public class UnaskedUsers implements UserRepository {
    @Override
    public Mono<User> findById(long id) {
        throw new AssertionError("findById");
    }

    @Override
    public Mono<User> find(long tenantId, UUID publicId) {
        throw new AssertionError("find");
    }

    @Override
    public Mono<User> findForUpdate(long tenantId, UUID publicId) {
        throw new AssertionError("findForUpdate");
    }

    @Override
    public Mono<User> lock(long id) {
        throw new AssertionError("lock");
    }

    @Override
    public Mono<UserCredentials> findByLogin(String login) {
        throw new AssertionError("findByLogin");
    }

    @Override
    public Flux<User> list(long tenantId, long afterId, int limit) {
        throw new AssertionError("list");
    }

    @Override
    public Mono<Long> countAdministrators(long tenantId) {
        throw new AssertionError("countAdministrators");
    }

    @Override
    public Mono<User> insert(NewUser user) {
        throw new AssertionError("insert");
    }

    @Override
    public Mono<Void> update(User user) {
        throw new AssertionError("update");
    }

    @Override
    public Mono<Void> updatePassword(long id, String passwordHash, Instant at) {
        throw new AssertionError("updatePassword");
    }

    @Override
    public Mono<Void> delete(long id, Instant at) {
        throw new AssertionError("delete");
    }
}
