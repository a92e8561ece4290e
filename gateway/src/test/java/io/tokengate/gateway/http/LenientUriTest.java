package io.tokengate.gateway.http;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LenientUriTest {
    private static final String HARMLESS = "/?&=%%%%09afAFgG";
    private static final int ROUNDS = 200_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/api/v2/apiTokens?pageSize=1&sort=-name",
                "/a%20b?c=%C3%A4%00",
                "//a//b",
                "/?a?b/c",
                "/-._~!$&'()*+,;=:@/?-._~!$&'()*+,;=:@/?",
                "http://example.org/a"
            })
    void leavesLegalTargetAlone(String target) {
        assertThat(LenientUri.repair(target)).isSameAs(target);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/a b, /a%20b",
                "/[a], /%5Ba%5D",
                "/{a}, /%7Ba%7D",
                "/a|b, /a%7Cb",
                "/a\\b, /a%5Cb",
                "/a\"b, /a%22b",
                "/a<b>c, /a%3Cb%3Ec",
                "/a^`b, /a%5E%60b",
                "/a#b, /a%23b",
                "/%, /%25",
                "/%4, /%254",
                "/%zz, /%25zz",
                "/%4g%41, /%254g%41",
                "/%%41, /%25%41",
                "/%%%, /%25%25%25",
                "/a?b=%&c=[], /a?b=%25&c=%5B%5D",
                "/ä, /%E4",
                "/Ã¤, /%C3%A4"
            })
    void escapesWhatMustNotStand(String target, String repaired) {
        assertThat(LenientUri.repair(target)).isEqualTo(repaired);
    }

    @Test
    void escapesControlCharacters() {
        assertThat(LenientUri.repair("/\0\t\u007F\u0080\u00FF")).isEqualTo("/%00%09%7F%80%FF");
    }

    /** Digits of other scripts are hexadecimal ones to some of Java's methods. */
    @Test
    void knowsOnlyAsciiDigits() {
        assertThat(LenientUri.repair("/%４１")).startsWith("/%25").doesNotContain("４");
    }

    @Test
    void whateverComesIsPathAndQuery() {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            String target = target(random);
            String repaired = LenientUri.repair(target);
            URI uri = URI.create("http://localhost:8080" + repaired);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            assertThat(uri.getRawPath() + query).as(target).isEqualTo(repaired);
            assertThat(uri.getRawFragment()).as(target).isNull();
            assertThat(LenientUri.repair(repaired)).isSameAs(repaired);
        }
    }

    @Test
    void losesNothing() {
        Random random = new Random(43);
        for (int round = 0; round < ROUNDS; round++) {
            String target = target(random);
            assertThat(unescaped(LenientUri.repair(target))).isEqualTo(unescaped(target));
        }
    }

    /** One byte a character, as the codec reads it, and many that are half an escape. */
    private static String target(Random random) {
        StringBuilder target = new StringBuilder("/");
        for (int i = random.nextInt(12); i > 0; i--) {
            boolean harmless = random.nextBoolean();
            target.append(harmless ? HARMLESS.charAt(random.nextInt(HARMLESS.length())) : (char) random.nextInt(256));
        }
        return target.toString();
    }

    /** Leaves alone what is no escape. */
    private static String unescaped(String target) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            boolean escape = target.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*");
            text.append(escape ? (char) Integer.parseInt(target.substring(i + 1, i + 3), 16) : target.charAt(i));
            i += escape ? 2 : 0;
        }
        return text.toString();
    }
}
