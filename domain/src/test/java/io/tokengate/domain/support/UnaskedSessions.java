package io.tokengate.domain.support;

import io.tokengate.domain.account.Session;
import io.tokengate.domain.store.NewSession;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Fails on every call; a test overrides those that it expects. */
public class UnaskedSessions implements SessionRepository {
    @Override
    public Mono<Void> insert(NewSession session) {
        throw new AssertionError("insert");
    }

    @Override
    public Mono<Session> find(TokenDigest digest, Instant now) {
        throw new AssertionError("find");
    }

    @Override
    public Mono<Session> findById(long id, Instant now) {
        throw new AssertionError("findById");
    }
}
