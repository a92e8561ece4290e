package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.token.FormatCheck;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.verify.TokenFormats;

/**
 * Makes tokens that pass the gate of verification. One in some hundred thousand random texts begins as another dialect's
 * tokens do, and would be refused as a malformed one of those for ever: it is thrown away.
 */
final class TokenMint {
    private final CredentialManagerTokenFormat format;
    private final TokenFormats gate;

    TokenMint(CredentialManagerTokenFormat format, TokenFormats gate) {
        this.format = format;
        this.gate = gate;
    }

    /** A token of exactly so many characters. */
    Minted mint(int length) {
        while (true) {
            Minted minted = format.mint(length);
            if (gate.check(minted.secret()) == FormatCheck.UNCHECKED) {
                return minted;
            }
        }
    }
}
