package io.tokengate.domain.account;

import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.store.UserRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Logging in with a name and a password, under the eyes of {@link LoginThrottle}: for a session, or for one request by
 * HTTP Basic. A name that nobody has and a wrong password are told alike, after the same work. Errors are those of the
 * store and of {@link Passwords}.
 */
public final class PasswordLogin {
    private final UserRepository users;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final RecentLogins recent;

    public PasswordLogin(UserRepository users, Passwords passwords, LoginThrottle throttle, RecentLogins recent) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.recent = recent;
    }

    /**
     * Tries to log in.
     *
     * @param login a username or an email, in any case of letters
     * @param source where the attempt comes from
     * @return exactly one outcome
     */
    public Mono<LoginOutcome> login(String login, String password, LoginSource source) {
        if (!AccountRules.isSpellable(password)) {
            // Nobody can have it, so it is no guess.
            return Mono.just(LoginOutcome.REFUSED);
        }
        return users.findByLogin(login)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> attempt(login, password, source, found.orElse(null)));
    }

    private Mono<LoginOutcome> attempt(
            String login, String password, LoginSource source, @Nullable UserCredentials found) {
        LoginAttempt attempt =
                LoginAttempt.of(login, found == null ? null : found.user().id(), source);
        if (found != null && recent.knows(attempt, password, found.passwordHash())) {
            return Mono.just(found.user().active() ? success(found) : LoginOutcome.REFUSED);
        }
        return throttle.admits(attempt)
                .flatMap(admitted -> admitted ? check(attempt, password, found) : Mono.just(LoginOutcome.LOCKED));
    }

    private Mono<LoginOutcome> check(LoginAttempt attempt, String password, @Nullable UserCredentials found) {
        return passwords
                .matches(password, found == null ? null : found.passwordHash())
                .flatMap(matches -> matches && found != null ? right(attempt, password, found) : wrong(attempt));
    }

    private Mono<LoginOutcome> wrong(LoginAttempt attempt) {
        return throttle.failed(attempt).map(counted -> counted ? LoginOutcome.REFUSED : LoginOutcome.LOCKED);
    }

    /** The right password of somebody who is switched off is no guess: it is refused and not counted. */
    private Mono<LoginOutcome> right(LoginAttempt attempt, String password, UserCredentials found) {
        if (!found.user().active()) {
            return Mono.just(LoginOutcome.REFUSED);
        }
        return throttle.succeeded(attempt).map(counts -> {
            if (!counts) {
                return LoginOutcome.LOCKED;
            }
            recent.remember(attempt, password, found.passwordHash());
            return success(found);
        });
    }

    private static LoginOutcome success(UserCredentials found) {
        return new LoginOutcome.LoggedIn(found.user(), PasswordStamp.of(found.passwordHash()));
    }
}
