package io.tokengate.gateway.http;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SealedCursorTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] CONTENT = "where the next page begins".getBytes(UTF_8);

    private final SealedCursor cursor = new SealedCursor(KEY, "test");

    @Test
    void opensWhatItSealed() {
        assertThat(cursor.open(cursor.seal(CONTENT))).contains(CONTENT);
        assertThat(cursor.open(cursor.seal(new byte[0]))).contains(new byte[0]);
    }

    @Test
    void opensOnEveryReplicaThatHasTheKey() {
        assertThat(new SealedCursor(KEY.clone(), "test").open(cursor.seal(CONTENT)))
                .contains(CONTENT);
    }

    @Test
    void opensAfterAnUpgrade() {
        assertThat(cursor.open("d2hlcmUgdGhlIG5leHQgcGFnZSBiZWdpbnMHA2aTdktYWYz1w5bXUklW"))
                .contains(CONTENT);
    }

    @Test
    void needsNoEscapingInUrl() {
        assertThat(cursor.seal(new byte[] {-1, -2, -3, -4, -5})).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void doesNotOpenForAnotherPurpose() {
        assertThat(new SealedCursor(KEY, "test2").open(cursor.seal(CONTENT))).isEmpty();
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        byte[] other = KEY.clone();
        other[31] ^= 1;
        assertThat(new SealedCursor(other, "test").open(cursor.seal(CONTENT))).isEmpty();
    }

    @Test
    void refusesEveryFlippedBitOfTheContent() {
        byte[] sealed = Base64.getUrlDecoder().decode(cursor.seal(CONTENT));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThat(cursor.open(text)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void refusesEveryFlippedBitOfTheText() {
        // Of all lengths modulo 3, so that the last character has unused bits in some.
        for (int length = 0; length < 3; length++) {
            String text = cursor.seal(new byte[length]);
            for (int bit = 0; bit < text.length() * 16; bit++) {
                char[] altered = text.toCharArray();
                altered[bit / 16] ^= (char) (1 << bit % 16);
                assertThat(cursor.open(new String(altered))).as("bit %d", bit).isEmpty();
            }
        }
    }

    @Test
    void refusesEveryCutAndEveryAddition() {
        String text = cursor.seal(CONTENT);
        for (int end = 0; end < text.length(); end++) {
            assertThat(cursor.open(text.substring(0, end))).isEmpty();
            assertThat(cursor.open(text.substring(end + 1))).isEmpty();
        }
        assertThat(cursor.open(text + "A")).isEmpty();
        assertThat(cursor.open(text + "=")).isEmpty();
        assertThat(cursor.open(text + "\n")).isEmpty();
        assertThat(cursor.open(text + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "=", "A", "AQAAABQBAAAABQ==", "AAAAAAAAAAAAAAAAAAAAAA", "null", "%00", "é", "\ud800", "\0"})
    void refusesMadeUpText(String text) {
        assertThat(cursor.open(text)).isEmpty();
    }

    @Test
    void isBounded() {
        byte[] longest = new byte[SealedCursor.MAX_LENGTH / 4 * 3 - 16];
        assertThat(cursor.open(cursor.seal(longest))).contains(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> cursor.seal(new byte[longest.length + 1]));
        assertThat(cursor.open("A".repeat(1_000_000))).isEmpty();
    }

    @Test
    void needsRealKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedCursor(new byte[31], "test"));
    }
}
