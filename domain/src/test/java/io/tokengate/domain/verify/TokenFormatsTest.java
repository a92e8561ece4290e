package io.tokengate.domain.verify;

import io.tokengate.domain.support.FixedFormat;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenSecret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenFormatsTest {
    private static final TokenSecret PLAUSIBLE = TokenSecret.of("supplied-by-an-operator");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOREIGN")
    void firstDialectThatKnowsTheFormDecides(FormatCheck check) {
        TokenFormats formats = new TokenFormats(List.of(
                new FixedFormat(FormatCheck.FOREIGN), new FixedFormat(check), new FixedFormat(FormatCheck.MALFORMED)));
        assertThat(formats.check(PLAUSIBLE)).isEqualTo(check);
        assertThat(formats.check(TokenSecret.of("short"))).isEqualTo(check);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 511, 512})
    void printableTextOfSaneLengthMayBeToken(int length) {
        assertThat(foreign("~".repeat(length))).isEqualTo(FormatCheck.UNCHECKED);
        assertThat(foreign("!".repeat(length))).isEqualTo(FormatCheck.UNCHECKED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 513, 1_000_000})
    void otherLengthsAreNone(int length) {
        assertThat(foreign("a".repeat(length))).isEqualTo(FormatCheck.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(chars = {' ', '\t', '\n', '\r', '\0', '\u007F', '\u0080', 'é', '\uD800', 'ａ'})
    void otherCharactersAreNone(char character) {
        String text = PLAUSIBLE.reveal();
        assertThat(foreign(character + text)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(foreign(text + character)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(foreign(text + character + text)).isEqualTo(FormatCheck.MALFORMED);
    }

    @Test
    void withoutFormsEveryPlausibleTextIsUnchecked() {
        assertThat(new TokenFormats(List.of()).check(PLAUSIBLE)).isEqualTo(FormatCheck.UNCHECKED);
    }

    private static FormatCheck foreign(String text) {
        return new TokenFormats(List.of(new FixedFormat(FormatCheck.FOREIGN))).check(TokenSecret.of(text));
    }
}
