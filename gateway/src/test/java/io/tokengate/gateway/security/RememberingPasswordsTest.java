package io.tokengate.gateway.security;

import io.tokengate.domain.account.Passwords;
import io.tokengate.domain.secret.SecretGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class RememberingPasswordsTest {
    private final Plain plain = new Plain();
    private long nanoseconds;
    private final RememberingPasswords passwords =
            new RememberingPasswords(plain, new PasswordKey(new SecretGenerator()), () -> nanoseconds);

    @Test
    void remembersSuccess() {
        check("secret", "hash of secret", true);
        check("secret", "hash of secret", true);
        assertThat(plain.asked).hasSize(1);
    }

    @Test
    void remembersWhenSubscribedNotWhenAssembled() {
        Mono<Boolean> check = passwords.matches("secret", "hash of secret");
        StepVerifier.create(check.concatWith(check)).expectNext(true, true).verifyComplete();
        assertThat(plain.asked).hasSize(1);
    }

    /** Uses do not lengthen it: a password that is in use all day is checked once a minute. */
    @Test
    void forgetsAfterAMinute() {
        check("secret", "hash of secret", true);
        nanoseconds = Duration.ofSeconds(59).toNanos();
        check("secret", "hash of secret", true);
        assertThat(plain.asked).hasSize(1);
        nanoseconds = Duration.ofSeconds(60).toNanos();
        check("secret", "hash of secret", true);
        assertThat(plain.asked).hasSize(2);
    }

    @Test
    void remembersAThousandAtMost() {
        for (int i = 0; i < 3_000; i++) {
            check("secret" + i, "hash of secret" + i, true);
        }
        assertThat(passwords.remembered()).isPositive().isLessThanOrEqualTo(1_000);
    }

    @Test
    void doesNotRememberFailure() {
        check("guess", "hash of secret", false);
        check("guess", "hash of secret", false);
        assertThat(plain.asked).hasSize(2);
    }

    @Test
    void successVouchesForNoOtherPasswordAndNoOtherHash() {
        check("secret", "hash of secret", true);
        check("guess", "hash of secret", false);
        check("secret", "hash of new", false);
        check("new", "hash of new", true);
        assertThat(plain.asked).hasSize(4);
    }

    @Test
    void doesNotRememberError() {
        check("secret", "hash of secret", true);
        plain.failure = new IllegalStateException("busy");
        StepVerifier.create(passwords.matches("other", "hash of other")).verifyErrorMessage("busy");
        check("secret", "hash of secret", true);
        plain.failure = null;
        check("other", "hash of other", true);
    }

    @Test
    void nobodyIsAlwaysAskedAbout() {
        check("secret", null, false);
        check("secret", null, false);
        assertThat(plain.asked).hasSize(2);
    }

    @Test
    void leavesHashingToTheOther() {
        StepVerifier.create(passwords.hash("secret"))
                .expectNext("hash of secret")
                .verifyComplete();
    }

    private void check(String password, @Nullable String hash, boolean expected) {
        StepVerifier.create(passwords.matches(password, hash))
                .expectNext(expected)
                .verifyComplete();
    }

    private static final class Plain implements Passwords {
        private final List<String> asked = new ArrayList<>();
        private @Nullable RuntimeException failure;

        @Override
        public Mono<String> hash(String password) {
            return Mono.just("hash of " + password);
        }

        @Override
        public Mono<Boolean> matches(String password, @Nullable String hash) {
            return Mono.fromCallable(() -> {
                asked.add(password);
                if (failure != null) {
                    throw failure;
                }
                return ("hash of " + password).equals(hash);
            });
        }
    }
}
