package io.tokengate.domain.account;

import io.tokengate.domain.store.LoginRepository;
import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * Bounds how many passwords can be tried for one account: so many failures from one source, and so many from all
 * sources together that never succeeded for it. Past that the source, or every strange one, is locked for a while, so
 * that a guesser never locks a user out of where it usually logs in from. A name that nobody has is treated alike, or
 * else a lock would tell which names there are.
 *
 * <p>It is asked twice: {@link #admits} before a password is checked, so that a locked source costs no hash, and
 * {@link #failed} or {@link #succeeded} afterwards, whose answer counts. So of a thousand guesses sent at once no more
 * are answered than of a thousand sent in turn.
 */
public final class LoginThrottle {
    private final LoginRepository logins;
    private final LoginLimits limits;
    private final Clock clock;

    public LoginThrottle(LoginRepository logins, LoginLimits limits, Clock clock) {
        this.logins = logins;
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether a password may be checked; exactly one value. */
    public Mono<Boolean> admits(LoginAttempt attempt) {
        return Mono.defer(() -> logins.find(attempt, clock.instant())).map(record -> !limits.lock(record));
    }

    /** Counts a wrong password; whether its sender may learn that it was wrong. Exactly one value. */
    public Mono<Boolean> failed(LoginAttempt attempt) {
        return Mono.defer(() -> logins.countFailure(attempt, limits, clock.instant()))
                .map(record -> !limits.exceededBy(record));
    }

    /** Notes a right password; whether it counts, since others may have failed meanwhile. Exactly one value. */
    public Mono<Boolean> succeeded(LoginAttempt attempt) {
        return admits(attempt)
                .flatMap(admitted -> admitted
                        ? Mono.defer(() -> logins.remember(attempt, clock.instant()))
                                .thenReturn(true)
                        : Mono.just(false));
    }
}
