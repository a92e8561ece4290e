package io.tokengate.gateway.dialect.dynatrace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenReferenceTest {
    private static final String ID = "dt0c01.ST2EY72KQINMH574WMNVI7YN";
    private static final String SECRET = "G3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFM572RZM";
    private static final String TOKEN = ID + "." + SECRET;

    @Test
    void isAnId() {
        assertThat(TokenReference.parse(ID)).contains(new DynatraceTokenId(ID));
        assertThat(TokenText.parse(ID)).isEmpty();
    }

    @Test
    void isWholeToken() {
        assertThat(TokenReference.parse(TOKEN)).contains(new TokenText(new DynatraceTokenId(ID), TOKEN));
        assertThat(DynatraceTokenId.parse(TOKEN)).isEmpty();
    }

    @Test
    void keepsSecretToItself() {
        assertThat(TokenReference.parse(TOKEN).toString()).contains(ID).doesNotContain(SECRET.substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lookup",
                "dt0c01",
                "dt0c01.",
                "dt0c01.X",
                "dt0c01.A.B",
                "dt0c01.st2ey72kqinmh574wmnvi7yn",
                "DT0C01.ST2EY72KQINMH574WMNVI7YN",
                "dt0c02.ST2EY72KQINMH574WMNVI7YN",
                "dt0c01,ST2EY72KQINMH574WMNVI7YN",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y",
                "dt0c01.ST2EY72KQINMH574WMNVI7YN7",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y0",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y1",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y8",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y٢",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y@",
                "dt0c01.ST2EY72KQINMH574WMNVI7Y[",
                "dt0c01.ST2EY72KQINMH574WMNVI7YN.",
                "dt0c01.ST2EY72KQINMH574WMNVI7YN\n",
                " dt0c01.ST2EY72KQINMH574WMNVI7YN",
                TOKEN + "A",
                "A" + TOKEN,
                ID + ".3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFM572RZM",
                ID + ".g3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFM572RZM",
                ID + ".03DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFM572RZM",
                ID + "A" + SECRET,
                "dt0c01.sT2EY72KQINMH574WMNVI7YN." + SECRET,
            })
    void isNothingElse(String text) {
        assertThat(TokenReference.parse(text)).isEmpty();
    }

    @Test
    void cannotBeMadeOfOtherText() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DynatraceTokenId("dt0c01.X"));
    }
}
