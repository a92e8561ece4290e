package io.tokengate.domain.secret;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretGeneratorTest {
    private final SecretGenerator generator = new SecretGenerator();

    @ParameterizedTest
    @EnumSource
    void spellsInTheAlphabetAtAnyLength(Alphabet alphabet) {
        for (int length = 0; length < 200; length++) {
            String text = generator.text(alphabet, length);
            assertThat(text).hasSize(length);
            assertThat(alphabet.spells(text, 0, length)).isTrue();
        }
    }

    /** Pearson's chi-square; beyond this bound less than once in a thousand million runs, and far beyond if biased. */
    @ParameterizedTest
    @EnumSource
    void usesAllSymbolsAlike(Alphabet alphabet) {
        int expected = 2_000;
        int symbols = 1 << alphabet.bits();
        int[] counts = new int[symbols];
        generator.text(alphabet, symbols * expected).chars().forEach(c -> counts[alphabet.value((char) c)]++);
        double chiSquare = IntStream.range(0, symbols)
                .mapToDouble(i -> Math.pow(counts[i] - expected, 2) / expected)
                .sum();
        double bound = symbols - 1 + 9 * Math.sqrt(2.0 * (symbols - 1));
        assertThat(chiSquare).isLessThan(bound);
    }

    /** Of 66 symbols some would come more often if random bytes were only cut to their number. */
    @Test
    void usesAllOfAnySymbolsAlike() {
        String symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";
        int expected = 2_000;
        int[] counts = new int[symbols.length()];
        generator.text(symbols, symbols.length() * expected).chars().forEach(c -> counts[symbols.indexOf(c)]++);
        double chiSquare = IntStream.range(0, symbols.length())
                .mapToDouble(i -> Math.pow(counts[i] - expected, 2) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(symbols.length() - 1 + 9 * Math.sqrt(2.0 * (symbols.length() - 1)));
        assertThat(generator.text(symbols, 16)).hasSize(16);
    }

    @Test
    void neverRepeatsItself() {
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> generator.text(Alphabet.BASE32_UPPER, 19))
                        .collect(Collectors.toSet()))
                .hasSize(10_000);
        assertThat(new SecretGenerator().bytes(16)).isNotEqualTo(new SecretGenerator().bytes(16));
    }

    @Test
    void uuidsAreRandomOnesAndDistinct() {
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> generator.uuid()).collect(Collectors.toSet()))
                .hasSize(10_000)
                .allMatch(uuid -> uuid.version() == 4 && uuid.variant() == 2);
    }

    @Test
    void everyOtherBitOfUuidVaries() {
        long highOnes = 0;
        long lowOnes = 0;
        long highZeros = 0;
        long lowZeros = 0;
        for (int i = 0; i < 100; i++) {
            UUID uuid = generator.uuid();
            highOnes |= uuid.getMostSignificantBits();
            lowOnes |= uuid.getLeastSignificantBits();
            highZeros |= ~uuid.getMostSignificantBits();
            lowZeros |= ~uuid.getLeastSignificantBits();
        }
        assertThat(highOnes & highZeros).isEqualTo(0xFFFF_FFFF_FFFF_0FFFL);
        assertThat(lowOnes & lowZeros).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    }

    @Test
    void numbersStayBelowTheBound() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> generator.number(3)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(0, 1, 2);
    }
}
