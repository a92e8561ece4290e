package io.tokengate.gateway.security;

import io.tokengate.domain.account.LoginAttempt;
import io.tokengate.domain.account.LoginSource;
import io.tokengate.domain.secret.SecretGenerator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedLoginsTest {
    private static final LoginSource HERE = LoginSource.of("198.51.100.1");
    private static final LoginAttempt ATTEMPT = new LoginAttempt("user:1", HERE);

    private long nanoseconds;
    private final RememberedLogins logins =
            new RememberedLogins(new PasswordKey(new SecretGenerator()), () -> nanoseconds);

    @Test
    void successIsKnownUntilAMinuteLater() {
        logins.remember(ATTEMPT, "secret", "hash");
        nanoseconds = Duration.ofSeconds(59).toNanos();
        assertThat(logins.knows(ATTEMPT, "secret", "hash")).isTrue();
        // Uses do not lengthen it.
        nanoseconds = Duration.ofSeconds(60).toNanos();
        assertThat(logins.knows(ATTEMPT, "secret", "hash")).isFalse();
    }

    @Test
    void itIsOfOneAccountAndOneSource() {
        logins.remember(ATTEMPT, "secret", "hash");
        assertThat(logins.knows(new LoginAttempt("user:2", HERE), "secret", "hash"))
                .isFalse();
        assertThat(logins.knows(new LoginAttempt("user:1", LoginSource.of("198.51.100.2")), "secret", "hash"))
                .isFalse();
        assertThat(logins.knows(ATTEMPT, "secret", "hash")).isTrue();
    }

    /** A guess takes away what the next one could be told right by. */
    @Test
    void anotherPasswordMakesItForget() {
        logins.remember(ATTEMPT, "secret", "hash");
        assertThat(logins.knows(ATTEMPT, "guess", "hash")).isFalse();
        assertThat(logins.knows(ATTEMPT, "secret", "hash")).isFalse();
    }

    @Test
    void changedHashMakesItForget() {
        logins.remember(ATTEMPT, "secret", "hash");
        assertThat(logins.knows(ATTEMPT, "secret", "new hash")).isFalse();
        assertThat(logins.knows(ATTEMPT, "secret", "hash")).isFalse();
    }

    @Test
    void thousandAreRememberedAtMost() {
        for (int i = 0; i < 3_000; i++) {
            logins.remember(new LoginAttempt("user:" + i, HERE), "secret", "hash");
        }
        assertThat(logins.remembered()).isPositive().isLessThanOrEqualTo(1_000);
    }
}
