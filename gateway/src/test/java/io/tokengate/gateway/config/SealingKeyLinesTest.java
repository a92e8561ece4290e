package io.tokengate.gateway.config;

import io.tokengate.domain.secret.SealingKey;
import io.tokengate.domain.secret.SealingKeys;
import io.tokengate.gateway.setup.StartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealingKeyLinesTest {
    private static final String ONE = "MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=";
    private static final String TWO = "MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjI=";

    @Test
    void notSetIsNone() {
        assertThat(SealingKeyLines.parse(null)).isEqualTo(SealingKeys.NONE);
    }

    @Test
    void keysInTheirOrder() {
        String text = "# comment\r\n\r\n 2026-11 \t " + TWO + " \n2025.a_b-C " + ONE + "\n\n";
        assertThat(SealingKeyLines.parse(text).keys())
                .extracting(SealingKey::id)
                .containsExactly("2026-11", "2025.a_b-C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE,
                ONE + " one",
                "one",
                "one MTEx",
                "one " + ONE + " two",
                "one " + ONE + ONE,
                "one -" + ONE,
                "on/e " + ONE,
                "one:" + ONE,
                "0123456789012345678901234567890123 " + ONE
            })
    void whatIsNoKeyIsToldByItsLineAndNotRepeated(String line) {
        assertThatThrownBy(() -> SealingKeyLines.parse("# first\ntwo " + TWO + "\n" + line))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("TOKENGATE_RECOVERABLE_KEYS, line 3")
                .hasMessageNotContaining(ONE)
                .hasMessageNotContaining("MTEx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing", " \r\n#\n"})
    void setWithoutAKeyIsRefused(String text) {
        assertThatThrownBy(() -> SealingKeyLines.parse(text))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("has no key");
    }

    @Test
    void oneIdTwiceIsRefused() {
        assertThatThrownBy(() -> SealingKeyLines.parse("a " + ONE + "\na " + TWO))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("two keys have the id a");
    }
}
