package io.tokengate.domain.account;

import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.store.UserRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Logging in with a name and a password, under the eyes of {@link LoginThrottle}. A name that nobody has and a wrong
 * password are told alike, after the same work. Errors are those of the store and of {@link Passwords}.
 */
public final class PasswordLogin {
    private final UserRepository users;
    private final Passwords passwords;
    private final LoginThrottle throttle;

    public PasswordLogin(UserRepository users, Passwords passwords, LoginThrottle throttle) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * Tries to log in.
     *
     * @param login a username or an email, in any case of letters
     * @param source where the attempt comes from
     * @return exactly one outcome
     */
    public Mono<LoginOutcome> login(String login, String password, LoginSource source) {
        return users.findByLogin(login)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> attempt(login, password, source, found.orElse(null)));
    }

    private Mono<LoginOutcome> attempt(
            String login, String password, LoginSource source, @Nullable UserCredentials found) {
        LoginAttempt attempt =
                LoginAttempt.of(login, found == null ? null : found.user().id(), source);
        return throttle.admits(attempt)
                .flatMap(admitted -> admitted ? check(attempt, password, found) : Mono.just(LoginOutcome.LOCKED));
    }

    private Mono<LoginOutcome> check(LoginAttempt attempt, String password, @Nullable UserCredentials found) {
        return passwords
                .matches(password, found == null ? null : found.passwordHash())
                .flatMap(matches -> matches && found != null ? right(attempt, found) : wrong(attempt));
    }

    private Mono<LoginOutcome> wrong(LoginAttempt attempt) {
        return throttle.failed(attempt).map(counted -> counted ? LoginOutcome.REFUSED : LoginOutcome.LOCKED);
    }

    /** The right password of somebody who is switched off is no guess: it is refused and not counted. */
    private Mono<LoginOutcome> right(LoginAttempt attempt, UserCredentials found) {
        if (!found.user().active()) {
            return Mono.just(LoginOutcome.REFUSED);
        }
        LoginOutcome success = new LoginOutcome.LoggedIn(found.user(), PasswordStamp.of(found.passwordHash()));
        return throttle.succeeded(attempt).map(counts -> counts ? success : LoginOutcome.LOCKED);
    }
}
