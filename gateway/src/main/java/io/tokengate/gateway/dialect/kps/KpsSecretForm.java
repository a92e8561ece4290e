package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenSecret;

/**
 * A prefix, 48 random characters of lower-case base 32 (240 bits), and the keyed checksum
 * (docs/dialects/kps.md, «Secrets»). Tokens and sessions have prefixes of their own, which the checksum covers.
 */
final class KpsSecretForm {
    static final DialectName DIALECT = new DialectName("kps");

    private static final int RANDOM_LENGTH = 48;

    private final String prefix;
    private final int length;
    private final SecretGenerator generator;
    private final KeyedChecksum checksum;

    KpsSecretForm(String prefix, SecretGenerator generator, KeyedChecksum checksum) {
        this.prefix = prefix;
        this.length = prefix.length() + RANDOM_LENGTH + KeyedChecksum.LENGTH;
        this.generator = generator;
        this.checksum = checksum;
    }

    TokenSecret make() {
        String random = prefix + generator.text(Alphabet.BASE32_LOWER, RANDOM_LENGTH);
        return TokenSecret.of(checksum.append(DIALECT, Alphabet.BASE32_LOWER, random));
    }

    FormatCheck check(String presented) {
        if (!presented.startsWith(prefix)) {
            return FormatCheck.FOREIGN;
        }
        boolean formed =
                presented.length() == length && Alphabet.BASE32_LOWER.spells(presented, prefix.length(), length);
        return formed ? checksum.check(DIALECT, Alphabet.BASE32_LOWER, presented) : FormatCheck.MALFORMED;
    }
}
