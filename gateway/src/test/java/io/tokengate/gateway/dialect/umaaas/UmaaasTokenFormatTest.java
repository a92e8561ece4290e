package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat.Minted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UmaaasTokenFormatTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final int KEY = 0xBEEF;

    private final ChecksumKeys keys = new ChecksumKeys(Clock.systemUTC());
    private final UmaaasTokenFormat format = new UmaaasTokenFormat(new SecretGenerator(), new KeyedChecksum(keys));

    UmaaasTokenFormatTest() {
        keys.load(List.of(new ChecksumKey(KEY, new byte[ChecksumKey.LENGTH], Instant.EPOCH)));
    }

    @Test
    void mintedTokenIsClientIdAndSecretAndPassesTheGate() {
        Minted minted = format.mint();
        ClientCredential credential = ClientCredential.of(minted);
        assertThat(minted.secret().reveal()).matches("[0-9a-f]{32}:[0-9a-f]{76}");
        assertThat(minted.publicId().replace("-", "")).isEqualTo(credential.id().clientId());
        assertThat(credential.secret().reveal()).isEqualTo(minted.secret().reveal());
        assertThat(format.check(minted.secret().reveal())).isEqualTo(FormatCheck.CHECKED);
        assertThat(format.mint().secret().reveal()).isNotEqualTo(minted.secret().reveal());
    }

    @Test
    void changedCharacterOfClientIdOrSecretIsForgedWithoutADatabase() {
        String text = format.mint().secret().reveal();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ':') {
                continue;
            }
            char other = text.charAt(i) == '0' ? '1' : '0';
            boolean namesKey = i >= text.length() - 16 && i < text.length() - 12;
            assertThat(format.check(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("character %d", i)
                    .isEqualTo(namesKey ? FormatCheck.UNCHECKED : FormatCheck.FORGED);
        }
    }

    @Test
    void secretOfAnOperatorIsUncheckedWhateverItsCharacters() {
        for (String secret : List.of(
                "x".repeat(32),
                "x".repeat(479),
                "a:b c~! ".repeat(4),
                "0123456789abcdef".repeat(4),
                "0".repeat(75),
                "0".repeat(77),
                "F".repeat(76))) {
            assertThat(format.check(ID + ":" + secret)).as(secret).isEqualTo(FormatCheck.UNCHECKED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0123456789abcdef0123456789abcde",
                "é2345678901234567890123456789012",
                "\t2345678901234567890123456789012",
                "\u007f2345678901234567890123456789012"
            })
    void secretThatCouldNotBeSuppliedIsMalformed(String secret) {
        assertThat(format.check(ID + ":" + secret)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(format.check(ID + ":" + "x".repeat(480))).isEqualTo(FormatCheck.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ID,
                "0123456789abcdef0123456789abcde:" + ID,
                ID + "0:" + ID,
                "0123456789ABCDEF0123456789ABCDEF:" + ID,
                "g123456789abcdef0123456789abcdef:" + ID,
                "dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA." + ID
            })
    void otherTextsAreForeign(String text) {
        assertThat(format.check(text)).isEqualTo(FormatCheck.FOREIGN);
    }

    @Test
    void credentialDoesNotShowItsSecret() {
        assertThat(ClientCredential.of(format.mint()).toString()).matches("[0-9a-f]{32}:\\*\\*\\*");
        assertThat(new UmaaasJson.Token("i", "n", List.of(), "c", "secret", "t", "t").toString())
                .doesNotContain("secret");
    }
}
