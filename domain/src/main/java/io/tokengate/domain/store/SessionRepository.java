package io.tokengate.domain.store;

import io.tokengate.domain.account.Session;
import io.tokengate.domain.token.TokenDigest;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Where login sessions are kept, apart from tokens: no verification knows them. Rules of threads and errors as in
 * {@link TokenRepository}.
 */
public interface SessionRepository {
    /** Sessions that one user may have at a time; a further one ends the oldest. */
    int MAX_OF_USER = 1_000;

    /** Stores a new session, and ends the user's oldest past {@value #MAX_OF_USER}. */
    Mono<Void> insert(NewSession session);

    /** The session of this digest; empty if there is none that is good at this instant. */
    Mono<Session> find(TokenDigest digest, Instant now);

    /** As {@link #find}, by key. */
    Mono<Session> findById(long id, Instant now);
}
