package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;

/** {@code tg_} + 48 random characters of lower-case base 32 + the keyed checksum; the public id is a UUID. */
final class NativeTokenFormat implements TokenFormat {
    static final DialectName DIALECT = DialectName.NATIVE;

    private static final String PREFIX = "tg_";
    private static final int RANDOM_LENGTH = 48;
    private static final int LENGTH = PREFIX.length() + RANDOM_LENGTH + KeyedChecksum.LENGTH;

    private final SecretGenerator generator;
    private final KeyedChecksum checksum;

    NativeTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        this.generator = generator;
        this.checksum = checksum;
    }

    @Override
    public DialectName dialect() {
        return DIALECT;
    }

    @Override
    public Minted mint() {
        String random = PREFIX + generator.text(Alphabet.BASE32_LOWER, RANDOM_LENGTH);
        String secret = checksum.append(DIALECT, Alphabet.BASE32_LOWER, random);
        return new Minted(generator.uuid().toString(), TokenSecret.of(secret));
    }

    /** A name for a token whose text an operator supplies. */
    Minted named(String supplied) {
        return new Minted(generator.uuid().toString(), TokenSecret.of(supplied));
    }

    @Override
    public FormatCheck check(String presented) {
        if (!presented.startsWith(PREFIX)) {
            return FormatCheck.FOREIGN;
        }
        boolean formed =
                presented.length() == LENGTH && Alphabet.BASE32_LOWER.spells(presented, PREFIX.length(), LENGTH);
        return formed ? checksum.check(DIALECT, Alphabet.BASE32_LOWER, presented) : FormatCheck.MALFORMED;
    }
}
