package io.tokengate.gateway.dialect.dynatrace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExcerptTest {
    @Test
    void showsShortTextWhole() {
        assertThat(Excerpt.of("")).isEqualTo("''");
        assertThat(Excerpt.of("naïve ✓ 😀")).isEqualTo("'naïve ✓ 😀'");
        assertThat(Excerpt.of("😀".repeat(40))).isEqualTo("'" + "😀".repeat(40) + "'");
    }

    @Test
    void showsTheBeginningOfLongText() {
        assertThat(Excerpt.of("x".repeat(41))).isEqualTo("'" + "x".repeat(40) + "…'");
        assertThat(Excerpt.of("😀".repeat(1_000_000))).hasSizeLessThan(100);
    }

    @Test
    void hidesWhatIsNotVisible() {
        assertThat(Excerpt.of("a\0b\nc\u001b[31m\u007f\u0085\u2028\u2029\u202e\ufeff\ud800e\udc00"))
                .isEqualTo("'a?b?c?[31m???????e?'");
    }
}
