package io.tokengate.domain.account;

import io.tokengate.domain.account.LoginOutcome.LoggedIn;
import io.tokengate.domain.store.StoreException.Unavailable;
import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.support.CountedLogins;
import io.tokengate.domain.support.MovingClock;
import io.tokengate.domain.support.Samples;
import io.tokengate.domain.support.UnaskedUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Three failures from a source, five from strangers, in ten minutes. */
class PasswordLoginTest {
    private static final String LOGIN = "owner@example.org";
    private static final String HASH = "hash of right";
    private static final LoginSource HERE = LoginSource.of("198.51.100.1");
    private static final LoginLimits LIMITS = new LoginLimits(3, 5, Duration.ofMinutes(10));

    private final MovingClock clock = new MovingClock(Samples.NOW);
    private final CountedLogins logins = new CountedLogins();
    private final List<@Nullable String> hashesAsked = new ArrayList<>();
    private final OneRecent recent = new OneRecent();
    private boolean active = true;
    private Runnable whileChecked = () -> {};

    @Test
    void rightPasswordLogsInWithTheStampOfItsHash() {
        StepVerifier.create(login(LOGIN, "right", HERE))
                .expectNext(new LoggedIn(Samples.user(true, Role.USER), PasswordStamp.of(HASH)))
                .verifyComplete();
    }

    @Test
    void stampFollowsTheHashAndTellsNothingOfIt() {
        assertThat(PasswordStamp.of("a")).isEqualTo(PasswordStamp.of("a")).isNotEqualTo(PasswordStamp.of("b"));
        assertThat(PasswordStamp.of("a").hex()).hasSize(64);
        assertThat(PasswordStamp.of("a")).hasToString("PasswordStamp[redacted]");
    }

    @Test
    void unknownNameCostsAHashLikeAWrongPassword() {
        refused(login(LOGIN, "wrong", HERE));
        refused(login("nobody", "wrong", HERE));
        assertThat(hashesAsked).containsExactly(HASH, null);
    }

    @Test
    void lockedSourceCostsNoHash() {
        for (String login : List.of(LOGIN, "nobody")) {
            for (int i = 0; i < 3; i++) {
                refused(login(login, "wrong", HERE));
            }
            hashesAsked.clear();
            locked(login(login, "right", HERE));
            assertThat(hashesAsked).isEmpty();
        }
    }

    @Test
    void lockEndsAfterTheWindow() {
        for (int i = 0; i < 3; i++) {
            refused(login(LOGIN, "wrong", HERE));
        }
        clock.move(Duration.ofMinutes(10).minusMillis(1));
        locked(login(LOGIN, "right", HERE));
        clock.move(Duration.ofMillis(1));
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
    }

    @Test
    void failuresOfMoreThanAWindowAgoDoNotCount() {
        for (int i = 0; i < 10; i++) {
            refused(login(LOGIN, "wrong", HERE));
            clock.move(Duration.ofMinutes(5));
        }
    }

    @Test
    void strangersShareABudgetThatAFamiliarSourceDoesNotNeed() {
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
        for (int i = 0; i < 5; i++) {
            refused(login(LOGIN, "wrong", LoginSource.of("203.0.113." + i)));
        }
        locked(login(LOGIN, "right", LoginSource.of("203.0.113.99")));
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
    }

    /** The guess was admitted, and meanwhile others used the budget up. */
    @Test
    void rightPasswordThatComesTooLateDoesNotCount() {
        LoginThrottle throttle = new LoginThrottle(logins, LIMITS, clock);
        LoginAttempt attempt = new LoginAttempt("user:2", HERE);
        StepVerifier.create(throttle.admits(attempt)).expectNext(true).verifyComplete();
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(throttle.failed(attempt)).expectNext(true).verifyComplete();
        }
        StepVerifier.create(throttle.failed(attempt)).expectNext(false).verifyComplete();
        StepVerifier.create(throttle.succeeded(attempt)).expectNext(false).verifyComplete();
    }

    @Test
    void inactiveUserWithTheRightPasswordIsNotCounted() {
        active = false;
        for (int i = 0; i < 5; i++) {
            refused(login(LOGIN, "right", HERE));
        }
        active = true;
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
    }

    @Test
    void recentSuccessCostsNeitherAHashNorALookAtTheCounts() {
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
        hashesAsked.clear();
        logins.fail(new Unavailable("away", null));
        StepVerifier.create(login(LOGIN, "right", HERE))
                .expectNext(new LoggedIn(Samples.user(true, Role.USER), PasswordStamp.of(HASH)))
                .verifyComplete();
        assertThat(hashesAsked).isEmpty();
        active = false;
        refused(login(LOGIN, "right", HERE));
    }

    @Test
    void onlySuccessesAreRemembered() {
        for (int i = 0; i < 3; i++) {
            refused(login(LOGIN, "wrong", HERE));
        }
        locked(login(LOGIN, "right", HERE));
        active = false;
        refused(login(LOGIN, "right", LoginSource.of("198.51.100.2")));
        assertThat(recent.known).isNull();
    }

    @Test
    void rightPasswordThatComesTooLateIsNotRemembered() {
        LoginThrottle throttle = new LoginThrottle(logins, LIMITS, clock);
        LoginAttempt attempt =
                LoginAttempt.of(LOGIN, Samples.user(true, Role.USER).id(), HERE);
        whileChecked = () -> {
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(throttle.failed(attempt)).expectNext(true).verifyComplete();
            }
        };
        locked(login(LOGIN, "right", HERE));
        assertThat(recent.known).isNull();
    }

    @Test
    void passwordThatNobodyCanHaveIsNoGuess() {
        for (int i = 0; i < 5; i++) {
            refused(login(LOGIN, "\ud800", HERE));
        }
        assertThat(hashesAsked).isEmpty();
        StepVerifier.create(login(LOGIN, "right", HERE)).expectNextCount(1).verifyComplete();
    }

    @Test
    void storeThatCannotCountLetsNobodyIn() {
        logins.fail(new Unavailable("away", null));
        StepVerifier.create(login(LOGIN, "right", HERE)).verifyError(Unavailable.class);
        assertThat(hashesAsked).isEmpty();
    }

    @Test
    void nameIsCountedInAnyCaseAndNeverKept() {
        LoginAttempt one = LoginAttempt.of("Nobody@X", null, HERE);
        assertThat(one).isEqualTo(LoginAttempt.of("nobody@x", null, HERE));
        assertThat(one.account().toLowerCase(Locale.ROOT)).doesNotContain("nobody");
        assertThat(LoginAttempt.of("a", 7L, HERE)).isEqualTo(LoginAttempt.of("b", 7L, HERE));
    }

    private Mono<LoginOutcome> login(String login, String password, LoginSource source) {
        return new PasswordLogin(new OneUser(), new Plain(), new LoginThrottle(logins, LIMITS, clock), recent)
                .login(login, password, source);
    }

    private static void refused(Mono<LoginOutcome> login) {
        StepVerifier.create(login).expectNext(LoginOutcome.REFUSED).verifyComplete();
    }

    private static void locked(Mono<LoginOutcome> login) {
        StepVerifier.create(login).expectNext(LoginOutcome.LOCKED).verifyComplete();
    }

    /** Remembers one, and does not forget. */
    private static final class OneRecent implements RecentLogins {
        private @Nullable String known;

        @Override
        public boolean knows(LoginAttempt attempt, String password, String hash) {
            return (attempt + password + hash).equals(known);
        }

        @Override
        public void remember(LoginAttempt attempt, String password, String hash) {
            known = attempt + password + hash;
        }
    }

    private final class OneUser extends UnaskedUsers {
        @Override
        public Mono<UserCredentials> findByLogin(String login) {
            return Mono.just(new UserCredentials(Samples.user(active, Role.USER), HASH))
                    .filter(found -> login.equals(LOGIN));
        }
    }

    private final class Plain implements Passwords {
        @Override
        public Mono<String> hash(String password) {
            throw new AssertionError("hash");
        }

        @Override
        public Mono<Boolean> matches(String password, @Nullable String hash) {
            return Mono.fromSupplier(() -> {
                hashesAsked.add(hash);
                whileChecked.run();
                return ("hash of " + password).equals(hash);
            });
        }
    }
}
