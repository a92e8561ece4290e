package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat;
import io.tokengate.domain.token.TokenSecret;

/**
 * 16 to 128 characters of 66: at least 96 random bits. The contract leaves no room for a checksum, nor for anything by
 * which a text could be known as one of these (docs/dialects/credentialmanager.md, «Tokens»).
 */
final class CredentialManagerTokenFormat implements TokenFormat {
    static final DialectName DIALECT = new DialectName("credentialmanager");

    static final int SHORTEST = 16;
    static final int LONGEST = 128;
    static final int STANDARD = 32;

    /** Stands for a secret that cannot be shown: too short for a token, and of none of its characters. */
    static final String MASKED = "********";

    static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

    /** The store names these tokens by their key; whatever is given is replaced. */
    private static final String NAMED_BY_KEY = "";

    private final SecretGenerator generator;

    CredentialManagerTokenFormat(SecretGenerator generator) {
        this.generator = generator;
    }

    @Override
    public DialectName dialect() {
        return DIALECT;
    }

    @Override
    public Minted mint() {
        return mint(STANDARD);
    }

    /** One of exactly so many characters. */
    Minted mint(int length) {
        return new Minted(NAMED_BY_KEY, TokenSecret.of(generator.text(SYMBOLS, length)));
    }

    /** Claims nothing as its own, since other dialects' tokens are spelled in the same characters. */
    @Override
    public FormatCheck check(String presented) {
        return presented.equals(MASKED) ? FormatCheck.MALFORMED : FormatCheck.FOREIGN;
    }
}
