package io.tokengate.domain.secret;

import io.tokengate.domain.token.TokenId;

/** What is stored for a token is not what a key of ours sealed for it. The message holds nothing secret. */
public final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBrokenException(TokenId token, SealingKey key) {
        super("what is sealed for token " + token + " does not open with key " + key.id(), null, false, false);
    }
}
