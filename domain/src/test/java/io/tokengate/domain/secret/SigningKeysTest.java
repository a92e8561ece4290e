package io.tokengate.domain.secret;

import io.tokengate.domain.support.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SigningKeysTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private final MovingClock clock = new MovingClock(START);
    private final SigningKeys keys = new SigningKeys(clock);

    @Test
    void withoutAnyNothingIsSignedOrShown() {
        assertThat(keys.shown()).isEmpty();
        assertThatIllegalStateException().isThrownBy(keys::signing);
    }

    @Test
    void keyIsShownBeforeItSignsAndADayAfter() {
        keys.load(List.of(key(2, START.plusSeconds(600)), key(1, START.minusSeconds(600))));
        assertThat(keys.signing().id()).isEqualTo(1);
        assertThat(keys.shown()).extracting(SigningKey::id).containsExactly(1, 2);
        clock.move(Duration.ofMinutes(10));
        assertThat(keys.signing().id()).isEqualTo(2);
        assertThat(keys.shown()).extracting(SigningKey::id).containsExactly(1, 2);
        clock.move(SigningKeys.SHOWN_AFTER.minusMillis(1));
        assertThat(keys.shown()).extracting(SigningKey::id).containsExactly(1, 2);
        clock.move(Duration.ofMillis(1));
        assertThat(keys.shown()).extracting(SigningKey::id).containsExactly(2);
    }

    @Test
    void firstOfAllSignsWhereNoneDoesYet() {
        keys.load(List.of(key(7, START.plusSeconds(60)), key(8, START.plusSeconds(61))));
        assertThat(keys.signing().id()).isEqualTo(7);
        assertThat(keys.shown()).hasSize(2);
    }

    @Test
    void seedIsNotShown() {
        byte[] seed = new byte[SigningKey.LENGTH];
        assertThat(new SigningKey(5, seed, START)).hasToString("SigningKey[5]");
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningKey(5, new byte[31], START));
    }

    private static SigningKey key(int id, Instant signsFrom) {
        return new SigningKey(id, new byte[SigningKey.LENGTH], signsFrom);
    }
}
