package io.tokengate.domain.token;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenDigestTest {
    private final Random random = new Random(1);

    @Test
    void givesBackItsBytes() {
        byte[] bytes = some();
        TokenDigest digest = TokenDigest.of(bytes);
        assertThat(digest.bytes()).isEqualTo(bytes);
        digest.bytes()[0]++;
        byte[] before = bytes.clone();
        bytes[0]++;
        assertThat(digest.bytes()).isEqualTo(before);
    }

    @Test
    void equalsOnlyTheSameBytes() {
        byte[] bytes = some();
        TokenDigest digest = TokenDigest.of(bytes);
        assertThat(digest).isEqualTo(TokenDigest.of(bytes)).hasSameHashCodeAs(TokenDigest.of(bytes));
        for (int i = 0; i < TokenDigest.LENGTH; i++) {
            byte[] other = bytes.clone();
            other[i]++;
            assertThat(TokenDigest.of(other)).as("byte %d", i).isNotEqualTo(digest);
        }
        assertThat(digest).isNotEqualTo(null).isNotEqualTo(digest.toString());
    }

    @Test
    void isOrderedAsTheDatabaseOrdersBytes() {
        byte[] bytes = some();
        for (int i = 0; i < TokenDigest.LENGTH; i++) {
            byte[] low = bytes.clone();
            byte[] high = bytes.clone();
            low[i] = 0x7F;
            high[i] = (byte) 0x80;
            random.nextBytes(bytes);
            System.arraycopy(bytes, i + 1, low, i + 1, TokenDigest.LENGTH - i - 1);
            assertThat(TokenDigest.of(low)).as("byte %d", i).isLessThan(TokenDigest.of(high));
            assertThat(TokenDigest.of(high)).as("byte %d", i).isGreaterThan(TokenDigest.of(low));
        }
    }

    @Test
    void isOrderedLikeItsBytes() {
        for (int i = 0; i < 1_000; i++) {
            byte[] one = some();
            byte[] other = some();
            System.arraycopy(one, 0, other, 0, i % (TokenDigest.LENGTH + 1));
            assertThat(Integer.signum(TokenDigest.of(one).compareTo(TokenDigest.of(other))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
        }
    }

    @Test
    void showsTooLittleToLookItUpBy() {
        byte[] bytes = HexFormat.of().parseHex("f0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde");
        assertThat(TokenDigest.of(bytes)).hasToString("TokenDigest[f0123456…]");
        assertThat(TokenDigest.of(new byte[TokenDigest.LENGTH])).hasToString("TokenDigest[00000000…]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void hasNoOtherLength(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenDigest.of(new byte[length]));
    }

    private byte[] some() {
        byte[] bytes = new byte[TokenDigest.LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }
}
