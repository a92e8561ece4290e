package io.tokengate.domain.secret;

import io.tokengate.domain.token.TokenSecret;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenHasherTest {
    /** The first two are of FIPS 180-2; the third is what sha256sum says of the UTF-8 bytes. */
    @ParameterizedTest
    @CsvSource({
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, "
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "tökén, c61a705e32913a858921fec03c7dc0259250783f37e3d82341e7bda6fe7e7833"
    })
    void isSha256OfTheText(String text, String digest) {
        assertThat(TokenHasher.digest(TokenSecret.of(text)).bytes())
                .isEqualTo(HexFormat.of().parseHex(digest));
    }
}
