package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat.Minted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KpsTokenFormatTest {
    private final SecretGenerator generator = new SecretGenerator();
    private final ChecksumKeys keys = new ChecksumKeys(Clock.systemUTC());
    private final KpsTokenFormat format = new KpsTokenFormat(generator, new KeyedChecksum(keys));

    @BeforeEach
    void load() {
        keys.load(List.of(new ChecksumKey(7, generator.bytes(ChecksumKey.LENGTH), Instant.EPOCH)));
    }

    @Test
    void mintedIsCheckedAndNoneIsLikeAnother() {
        Minted minted = format.mint();
        assertThat(minted.secret().reveal()).matches("kps_[a-z2-7]{64}");
        assertThat(UUID.fromString(minted.publicId()).version()).isEqualTo(4);
        assertThat(format.check(minted.secret().reveal())).isEqualTo(FormatCheck.CHECKED);
        assertThat(format.mint().secret().reveal()).isNotEqualTo(minted.secret().reveal());
    }

    @Test
    void anyOtherCharacterIsForgedOrOfAnUnknownKey() {
        String secret = format.mint().secret().reveal();
        for (int i = "kps_".length(); i < secret.length(); i++) {
            char other = secret.charAt(i) == 'a' ? 'b' : 'a';
            String changed = secret.substring(0, i) + other + secret.substring(i + 1);
            boolean inKeyId = i >= secret.length() - 16 && i < secret.length() - 12;
            assertThat(format.check(changed)).isEqualTo(inKeyId ? FormatCheck.UNCHECKED : FormatCheck.FORGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kps_", "kps_a", "kps_A", "kpss_", "kpss_abc"})
    void prefixWithoutTheFormIsMalformed(String text) {
        assertThat(format.check(text)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(format.check(text + "a".repeat(100))).isEqualTo(FormatCheck.MALFORMED);
    }

    /** Neither with its own prefix nor with a token's: the checksum covers the prefix. */
    @Test
    void sessionIsNoToken() {
        String session = new KpsSecretForm("kpss_", generator, new KeyedChecksum(keys))
                .make()
                .reveal();
        assertThat(format.check(session)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(format.check(session.replace("kpss_", "kps_"))).isEqualTo(FormatCheck.FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kps", "KPS_aaaa", "tg_aaaa", "dt0c01.A"})
    void otherTextIsForeign(String text) {
        assertThat(format.check(text)).isEqualTo(FormatCheck.FOREIGN);
    }
}
