package io.tokengate.domain.secret;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeyedChecksumTest {
    private static final DialectName DIALECT = new DialectName("kps");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int NAMES_KEY = KeyedChecksum.LENGTH;
    private static final int MAC = 12;

    private final ChecksumKeys keys = new ChecksumKeys(Clock.fixed(NOW, ZoneOffset.UTC));
    private final KeyedChecksum checksum = new KeyedChecksum(keys);

    @ParameterizedTest
    @EnumSource
    void checksWhatItMade(Alphabet alphabet) {
        keys.load(List.of(key(7, NOW)));
        String text = checksum.append(DIALECT, alphabet, before(alphabet));
        assertThat(text).startsWith(before(alphabet)).hasSize(before(alphabet).length() + KeyedChecksum.LENGTH);
        assertThat(alphabet.spells(text, 0, text.length())).isTrue();
        assertThat(check(alphabet, text)).isEqualTo(FormatCheck.CHECKED);
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherCharacterIsForgedUnlessItNamesAnotherKey(Alphabet alphabet) {
        keys.load(List.of(key(7, NOW)));
        String text = checksum.append(DIALECT, alphabet, before(alphabet));
        for (int i = 0; i < text.length(); i++) {
            boolean namesKey = i >= text.length() - NAMES_KEY && i < text.length() - MAC;
            FormatCheck expected = namesKey ? FormatCheck.UNCHECKED : FormatCheck.FORGED;
            for (int value = 0; value < 1 << alphabet.bits(); value++) {
                String changed = withSymbol(text, i, alphabet.symbol(value));
                if (!changed.equals(text)) {
                    assertThat(check(alphabet, changed))
                            .as("%d: %s", i, changed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherKnownKeyDoesNotVouchForIt(Alphabet alphabet) {
        keys.load(List.of(key(0, NOW), key(1, NOW.minusSeconds(1))));
        String text = checksum.append(DIALECT, alphabet, before(alphabet));
        String renamed = withSymbol(text, text.length() - MAC - 1, alphabet.symbol(1));
        assertThat(KeyedChecksum.keyId(alphabet, renamed)).isEqualTo(1);
        assertThat(check(alphabet, renamed)).isEqualTo(FormatCheck.FORGED);
    }

    @Test
    void anotherDialectDidNotIssueIt() {
        keys.load(List.of(key(7, NOW)));
        String text = checksum.append(DIALECT, Alphabet.BASE16_LOWER, "abcd");
        assertThat(checksum.check(new DialectName("kpt"), Alphabet.BASE16_LOWER, text))
                .isEqualTo(FormatCheck.FORGED);
    }

    @ParameterizedTest
    @EnumSource
    void keyThatThisReplicaHasYetToLoadIsNoForgery(Alphabet alphabet) {
        keys.load(List.of(key(7, NOW)));
        String text = checksum.append(DIALECT, alphabet, before(alphabet));
        keys.load(List.of(key(8, NOW)));
        assertThat(check(alphabet, text)).isEqualTo(FormatCheck.UNCHECKED);
        keys.load(List.of(key(8, NOW), key(7, NOW)));
        assertThat(check(alphabet, text)).isEqualTo(FormatCheck.CHECKED);
    }

    @Test
    void beforeTheFirstLoadNothingIsForgedAndNothingMade() {
        assertThat(check(Alphabet.BASE16_LOWER, "0".repeat(KeyedChecksum.LENGTH)))
                .isEqualTo(FormatCheck.UNCHECKED);
        assertThatIllegalStateException().isThrownBy(() -> checksum.append(DIALECT, Alphabet.BASE16_LOWER, "abcd"));
    }

    @Test
    void keyOfTheFutureChecksButDoesNotIssue() {
        ChecksumKey next = key(2, NOW.plusMillis(1));
        keys.load(List.of(next));
        String ofAnotherReplica = checksum.append(DIALECT, Alphabet.BASE32_LOWER, "abcd");
        keys.load(List.of(key(1, NOW), next));
        assertThat(issuing()).isEqualTo(1);
        assertThat(check(Alphabet.BASE32_LOWER, ofAnotherReplica)).isEqualTo(FormatCheck.CHECKED);
    }

    @Test
    void newestKeyThatStartedIssues() {
        keys.load(List.of(key(9, NOW.minusSeconds(2)), key(3, NOW), key(5, NOW.minusSeconds(1))));
        assertThat(issuing()).isEqualTo(3);
    }

    @Test
    void oldestKeyIssuesWhileNoneHasStarted() {
        keys.load(List.of(key(9, NOW.plusSeconds(2)), key(3, NOW.plusSeconds(1))));
        assertThat(issuing()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void firstAndLastIdFit(Alphabet alphabet) {
        IntStream.of(0, ChecksumKey.ID_BOUND - 1).forEach(id -> {
            keys.load(List.of(key(id, NOW)));
            String text = checksum.append(DIALECT, alphabet, before(alphabet));
            assertThat(KeyedChecksum.keyId(alphabet, text)).isEqualTo(id);
            assertThat(check(alphabet, text)).isEqualTo(FormatCheck.CHECKED);
        });
    }

    @ParameterizedTest
    @EnumSource
    void largestIdThatCharactersSpellIsNoForgery(Alphabet alphabet) {
        keys.load(List.of(key(0, NOW)));
        char last = alphabet.symbol((1 << alphabet.bits()) - 1);
        assertThat(check(alphabet, String.valueOf(last).repeat(KeyedChecksum.LENGTH)))
                .isEqualTo(FormatCheck.UNCHECKED);
    }

    /** Tokens outlive the version that made them. Computed with openssl. */
    @Test
    void checksAfterAnUpgrade() {
        keys.load(List.of(key(7, NOW)));
        assertThat(checksum.append(DIALECT, Alphabet.BASE16_LOWER, "abcd")).isEqualTo("abcd000736f05db32913");
    }

    private FormatCheck check(Alphabet alphabet, String text) {
        return checksum.check(DIALECT, alphabet, text);
    }

    private int issuing() {
        Alphabet alphabet = Alphabet.BASE32_LOWER;
        return KeyedChecksum.keyId(alphabet, checksum.append(DIALECT, alphabet, "abcd"));
    }

    private static String before(Alphabet alphabet) {
        return alphabet.spell(0x0123_4567_89AB_CDEFL, 12);
    }

    private static String withSymbol(String text, int i, char symbol) {
        return text.substring(0, i) + symbol + text.substring(i + 1);
    }

    private static ChecksumKey key(int id, Instant issuesFrom) {
        byte[] bytes = new byte[ChecksumKey.LENGTH];
        Arrays.fill(bytes, (byte) id);
        return new ChecksumKey(id, bytes, issuesFrom);
    }
}
