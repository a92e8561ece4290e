package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;

/**
 * {@code dt0c01.} + 24 public characters + {@code .} + 64 secret ones, all of base 32; the last 16 are the keyed
 * checksum, which leaves 240 random bits (docs/dialects/dynatrace.md, «Tokens»).
 */
final class DynatraceTokenFormat implements TokenFormat {
    static final DialectName DIALECT = new DialectName("dynatrace");

    private static final int PUBLIC_LENGTH = 24;
    private static final int RANDOM_LENGTH = 64 - KeyedChecksum.LENGTH;

    private final SecretGenerator generator;
    private final KeyedChecksum checksum;

    DynatraceTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        this.generator = generator;
        this.checksum = checksum;
    }

    @Override
    public DialectName dialect() {
        return DIALECT;
    }

    @Override
    public Minted mint() {
        String id = DynatraceTokenId.PREFIX + generator.text(Alphabet.BASE32_UPPER, PUBLIC_LENGTH);
        String random = id + "." + generator.text(Alphabet.BASE32_UPPER, RANDOM_LENGTH);
        return new Minted(id, TokenSecret.of(checksum.append(DIALECT, Alphabet.BASE32_UPPER, random)));
    }

    @Override
    public FormatCheck check(String presented) {
        if (!presented.startsWith(DynatraceTokenId.PREFIX)) {
            return FormatCheck.FOREIGN;
        }
        return TokenText.parse(presented).isEmpty()
                ? FormatCheck.MALFORMED
                : checksum.check(DIALECT, Alphabet.BASE32_UPPER, presented);
    }
}
