package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;

/**
 * {@code clientId:clientSecret}: 32 hexadecimal digits, a colon, and in a token made here 76 digits more, the last 16 of
 * which are the keyed checksum of the whole text; that leaves 240 random bits (docs/dialects/umaaas.md, «Tokens»). An
 * operator's own secret is any printable text of some length. 76 is no length that operators choose, so their secrets
 * are not taken for forged ones of ours.
 */
final class UmaaasTokenFormat implements TokenFormat {
    static final DialectName DIALECT = new DialectName("umaaas");

    /** Characters of a secret that an operator supplies, at least. */
    static final int SHORTEST_SECRET = 32;

    /** Characters of a secret at most, so that the whole text has no more than 512. */
    static final int LONGEST_SECRET = 479;

    private static final int RANDOM_LENGTH = 60;
    private static final int SECRET_LENGTH = RANDOM_LENGTH + KeyedChecksum.LENGTH;
    private static final int SECRET_START = UmaaasTokenId.CLIENT_ID_LENGTH + 1;

    private final SecretGenerator generator;
    private final KeyedChecksum checksum;

    UmaaasTokenFormat(SecretGenerator generator, KeyedChecksum checksum) {
        this.generator = generator;
        this.checksum = checksum;
    }

    @Override
    public DialectName dialect() {
        return DIALECT;
    }

    @Override
    public Minted mint() {
        UmaaasTokenId id = UmaaasTokenId.of(generator.uuid());
        String random = id.clientId() + ":" + generator.text(Alphabet.BASE16_LOWER, RANDOM_LENGTH);
        return new Minted(id.publicId(), TokenSecret.of(checksum.append(DIALECT, Alphabet.BASE16_LOWER, random)));
    }

    @Override
    public FormatCheck check(String presented) {
        if (!beginsWithClientId(presented)) {
            return FormatCheck.FOREIGN;
        }
        if (isOfOurForm(presented)) {
            return checksum.check(DIALECT, Alphabet.BASE16_LOWER, presented);
        }
        return isSecret(presented, SECRET_START) ? FormatCheck.UNCHECKED : FormatCheck.MALFORMED;
    }

    /** Whether all from an index on can be a clientSecret: so many printable ASCII characters, also spaces and colons. */
    static boolean isSecret(String text, int from) {
        int length = text.length() - from;
        return length >= SHORTEST_SECRET
                && length <= LONGEST_SECRET
                && text.chars().skip(from).allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static boolean beginsWithClientId(String text) {
        return text.length() >= SECRET_START
                && text.charAt(UmaaasTokenId.CLIENT_ID_LENGTH) == ':'
                && Alphabet.BASE16_LOWER.spells(text, 0, UmaaasTokenId.CLIENT_ID_LENGTH);
    }

    private static boolean isOfOurForm(String text) {
        return text.length() == SECRET_START + SECRET_LENGTH
                && Alphabet.BASE16_LOWER.spells(text, SECRET_START, text.length());
    }
}
