package io.tokengate.domain.store;

import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginLimits;
import io.tokengate.domain.account.LoginRecord;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Where failed logins are counted, for all replicas together. What is older than its window does not count any more,
 * whether it was pruned already or not. Rules of threads and errors as in {@link TokenRepository}.
 */
public interface LoginRepository {
    /** A source is familiar to an account for so long after a success. */
    Duration MEMORY = Duration.ofDays(30);

    /** Sources that are remembered of one account; a further one makes it forget the one that succeeded first. */
    int MAX_SOURCES = 32;

    /** What is remembered at this instant; exactly one value. */
    Mono<LoginRecord> find(LoginAttempt attempt, Instant now);

    /**
     * Counts a failure: for its source, and unless that is familiar for the strangers too. Concurrent ones are counted
     * one after the other, each with a number of its own.
     *
     * @return what is remembered then; exactly one value
     */
    Mono<LoginRecord> countFailure(LoginAttempt attempt, LoginLimits limits, Instant now);

    /** Makes the source of a success familiar. It forgives no failure: others may sit behind the same address. */
    Mono<Void> remember(LoginAttempt attempt, Instant now);
}
