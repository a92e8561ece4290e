package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.secret.ChecksumKey;
import io.tokengate.domain.secret.ChecksumKeys;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.TokenFormat.Minted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What an operator may supply as the first token (docs/dialects/umaaas.md, «Tokens»). */
class UmaaasBootstrapTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String SECRET = "a secret that is long enough: ok";

    private final ChecksumKeys keys = new ChecksumKeys(Clock.systemUTC());
    private final UmaaasTokenFormat format = new UmaaasTokenFormat(new SecretGenerator(), new KeyedChecksum(keys));
    private final UmaaasBootstrap bootstrap = new UmaaasBootstrap(format);

    UmaaasBootstrapTest() {
        keys.load(List.of(new ChecksumKey(7, new byte[ChecksumKey.LENGTH], Instant.EPOCH)));
    }

    @Test
    void nothingGivenIsNothing() {
        assertThat(given(null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "0123456789ABCDEF0123456789ABCDEF"})
    void clientIdInEitherCaseNamesOneToken(String clientId) {
        Minted minted = given(clientId, SECRET).orElseThrow();
        assertThat(minted.publicId()).isEqualTo("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(minted.secret().reveal()).isEqualTo(ID + ":" + SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        ID + ",,                                    one is set without the other",
        ", " + SECRET + ",                          one is set without the other",
        ID + "0, " + SECRET + ",                    must be 32 hexadecimal digits",
        "01234567-89ab-cdef-0123-456789abcdef, " + SECRET + ", must be 32 hexadecimal digits",
        "g123456789abcdef0123456789abcdef, " + SECRET + ",     must be 32 hexadecimal digits",
        "'', " + SECRET + ",                        must be 32 hexadecimal digits",
        ID + ", a secret that is one too short1,    32 to 479 printable ASCII characters",
        ID + ", a sécret with a foreign character in,   32 to 479 printable ASCII characters"
    })
    void othersAreRefusedWithoutBeingRepeated(@Nullable String clientId, @Nullable String secret, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given(clientId, secret))
                .withMessageContaining(because)
                .withMessageNotContaining("a s")
                .withMessageNotContaining("01234567");
    }

    @Test
    void secretThatTheGateWouldTakeForForgedIsRefused() {
        String forged = "0".repeat(60) + "0007" + "0".repeat(12);
        assertThatIllegalArgumentException().isThrownBy(() -> given(ID, forged)).withMessageContaining("forged");
        assertThat(given(ID, "0".repeat(64))).isPresent();
    }

    private Optional<Minted> given(@Nullable String clientId, @Nullable String secret) {
        MockEnvironment settings = new MockEnvironment();
        if (clientId != null) {
            settings.setProperty("tokengate.bootstrap.umaaas.client.id", clientId);
        }
        if (secret != null) {
            settings.setProperty("tokengate.bootstrap.umaaas.client.secret", secret);
        }
        return bootstrap.given(settings);
    }
}
