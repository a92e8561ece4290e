package io.tokengate.gateway.dialect.dynatrace;

import java.util.Optional;

/** What a client can name a token by: its id or its whole text. */
sealed interface TokenReference permits DynatraceTokenId, TokenText {
    /** Empty for a text that has neither form, so that no token can have it. */
    static Optional<TokenReference> parse(String text) {
        return TokenText.parse(text).<TokenReference>map(token -> token).or(() -> DynatraceTokenId.parse(text));
    }
}
