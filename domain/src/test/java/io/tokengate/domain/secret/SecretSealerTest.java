package io.tokengate.domain.secret;

import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.token.TokenSecret;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretSealerTest {
    private static final TokenId TOKEN = new TokenId(5);
    private static final TokenSecret SECRET = TokenSecret.of("a~secret.of-some_length");
    private static final SecretGenerator GENERATOR = new SecretGenerator();

    private final SealingKey one = new SealingKey("one", GENERATOR.bytes(SealingKey.LENGTH));
    private final SealingKey two = new SealingKey("two", GENERATOR.bytes(SealingKey.LENGTH));
    private final SecretSealer sealer = sealer(one, two);

    @Test
    void opensWhatItSealed() {
        SealedSecret sealed = sealer.seal(TOKEN, SECRET).orElseThrow();
        assertThat(sealed.keyId()).isEqualTo("one");
        assertThat(sealed.nonce()).hasSize(12);
        assertThat(sealed.text()).hasSize(SECRET.reveal().length() + 16);
        assertThat(opened(sealer, TOKEN, sealed)).isEqualTo(SECRET.reveal());
    }

    @Test
    void theFirstKeySealsAndTheOthersStillOpen() {
        SealedSecret sealed = sealer(two).seal(TOKEN, SECRET).orElseThrow();
        assertThat(sealed.keyId()).isEqualTo("two");
        assertThat(opened(sealer, TOKEN, sealed)).isEqualTo(SECRET.reveal());
    }

    @Test
    void withoutKeysNothingIsSealed() {
        SecretSealer off = new SecretSealer(SealingKeys.NONE, GENERATOR);
        assertThat(off.isOn()).isFalse();
        assertThat(off.seal(TOKEN, SECRET)).isEmpty();
        assertThat(off.open(TOKEN, sealer.seal(TOKEN, SECRET).orElseThrow())).isEmpty();
    }

    @Test
    void anUnknownKeyIdOpensNothing() {
        assertThat(sealer(two).open(TOKEN, sealer.seal(TOKEN, SECRET).orElseThrow()))
                .isEmpty();
    }

    @Test
    void anotherTokensSealDoesNotOpen() {
        broken(new TokenId(6), sealer.seal(TOKEN, SECRET).orElseThrow());
    }

    @Test
    void theKeysIdIsPartOfTheSeal() {
        byte[] same = GENERATOR.bytes(SealingKey.LENGTH);
        SealedSecret sealed =
                sealer(new SealingKey("a", same)).seal(TOKEN, SECRET).orElseThrow();
        SealedSecret renamed = new SealedSecret("b", sealed.nonce(), sealed.text());
        assertThatThrownBy(() -> sealer(new SealingKey("b", same)).open(TOKEN, renamed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void anyChangedBitIsSeen() {
        SealedSecret sealed = sealer.seal(TOKEN, SECRET).orElseThrow();
        for (int i = 0; i < sealed.text().length; i++) {
            byte[] changed = sealed.text().clone();
            changed[i] ^= 1;
            broken(TOKEN, new SealedSecret("one", sealed.nonce(), changed));
        }
        byte[] nonce = sealed.nonce().clone();
        nonce[0] ^= 1;
        broken(TOKEN, new SealedSecret("one", nonce, sealed.text()));
    }

    @Test
    void noNonceTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(HexFormat.of()
                    .formatHex(sealer.seal(TOKEN, SECRET).orElseThrow().nonce()));
        }
        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void keysAreOfOneFormAndNamedOnce() {
        byte[] bytes = GENERATOR.bytes(SealingKey.LENGTH);
        assertThatThrownBy(() -> new SealingKey("", bytes)).hasMessageContaining("key id");
        assertThatThrownBy(() -> new SealingKey("a b", bytes)).hasMessageContaining("key id");
        assertThatThrownBy(() -> new SealingKey("a".repeat(33), bytes)).hasMessageContaining("key id");
        assertThatThrownBy(() -> new SealingKey("a", new byte[16])).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new SealingKeys(List.of(one, new SealingKey("one", bytes))))
                .hasMessageContaining("two keys have the id one");
    }

    @Test
    void fingerprintsTellKeysApart() {
        SealingKey again = new SealingKey("one", GENERATOR.bytes(SealingKey.LENGTH));
        assertThat(one.fingerprint()).isEqualTo(one.fingerprint()).isNotEqualTo(again.fingerprint());
    }

    @Test
    void nothingSecretIsPrinted() {
        SealedSecret sealed = sealer.seal(TOKEN, SECRET).orElseThrow();
        assertThat(one + " " + new SealingKeys(List.of(one)) + " " + sealed)
                .isEqualTo("SealingKey[one] SealingKeys[keys=[SealingKey[one]]] SealedSecret[one]");
    }

    private void broken(TokenId token, SealedSecret sealed) {
        assertThatThrownBy(() -> sealer.open(token, sealed))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageNotContaining(SECRET.reveal());
    }

    private static String opened(SecretSealer sealer, TokenId token, SealedSecret sealed) {
        return sealer.open(token, sealed).orElseThrow().reveal();
    }

    private static SecretSealer sealer(SealingKey... keys) {
        return new SecretSealer(new SealingKeys(List.of(keys)), GENERATOR);
    }
}
