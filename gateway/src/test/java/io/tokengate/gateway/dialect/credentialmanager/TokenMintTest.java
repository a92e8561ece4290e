package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenFormats;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenMintTest {
    private static final CredentialManagerTokenFormat FORMAT = new CredentialManagerTokenFormat(new SecretGenerator());

    /** Claims what begins with a lower-case letter, as a dialect with a prefix does in small. */
    private record Claiming(FormatCheck claim) implements TokenFormat {
        @Override
        public DialectName dialect() {
            return new DialectName("other");
        }

        @Override
        public Minted mint() {
            throw new AssertionError("mint");
        }

        @Override
        public FormatCheck check(String presented) {
            return Character.isLowerCase(presented.charAt(0)) ? claim : FormatCheck.FOREIGN;
        }
    }

    @Test
    void lengthIsExactAndAllSymbolsOccur() {
        TokenMint mint = new TokenMint(FORMAT, new TokenFormats(List.of(FORMAT)));
        Set<Integer> seen = new HashSet<>();
        for (int length = 16; length <= 128; length++) {
            String text = mint.mint(length).secret().reveal();
            assertThat(text).hasSize(length).matches("[A-Za-z0-9_.~-]+");
            text.chars().forEach(seen::add);
        }
        assertThat(seen).hasSize(66);
    }

    @Test
    void whatAnotherDialectWouldRefuseIsNeverIssued() {
        for (FormatCheck claim : List.of(FormatCheck.MALFORMED, FormatCheck.FORGED)) {
            TokenMint mint = new TokenMint(FORMAT, new TokenFormats(List.of(FORMAT, new Claiming(claim))));
            assertThat(IntStream.range(0, 500)
                            .mapToObj(i -> mint.mint(16).secret().reveal().charAt(0)))
                    .noneMatch(Character::isLowerCase);
        }
    }

    @Test
    void claimsNothingButRefusesTheStandIn() {
        assertThat(FORMAT.check(FORMAT.mint().secret().reveal())).isEqualTo(FormatCheck.FOREIGN);
        assertThat(FORMAT.check("dt0c01.anything")).isEqualTo(FormatCheck.FOREIGN);
        assertThat(FORMAT.check("")).isEqualTo(FormatCheck.FOREIGN);
        assertThat(FORMAT.check(CredentialManagerTokenFormat.MASKED)).isEqualTo(FormatCheck.MALFORMED);
    }

    /** By the gate alone, and by the rule of lengths, and by the alphabet. */
    @Test
    void theStandInIsNoTokenInAnyWay() {
        TokenSecret standIn = TokenSecret.of(CredentialManagerTokenFormat.MASKED);
        assertThat(new TokenFormats(List.of()).check(standIn)).isEqualTo(FormatCheck.MALFORMED);
        assertThat(standIn.reveal()).hasSizeLessThan(CredentialManagerTokenFormat.SHORTEST);
        assertThat(standIn.reveal().chars()).noneMatch(c -> CredentialManagerTokenFormat.SYMBOLS.indexOf(c) >= 0);
    }
}
