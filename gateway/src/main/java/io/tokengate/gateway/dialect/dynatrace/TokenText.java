package io.tokengate.gateway.dialect.dynatrace;

import java.util.Optional;

/**
 * A whole token as its owner presents it: the id, a dot and 64 secret characters of {@code A-Z2-7}. Only its form is
 * known to be right. It must be neither shown nor logged.
 *
 * @param id the part that is public
 * @param secret the whole token, as it is digested
 */
record TokenText(DynatraceTokenId id, String secret) implements TokenReference {
    private static final int LENGTH = DynatraceTokenId.LENGTH + 1 + 64;

    /** Empty for a text of another form. */
    static Optional<TokenText> parse(String text) {
        if (text.length() != LENGTH
                || text.charAt(DynatraceTokenId.LENGTH) != '.'
                || !DynatraceTokenId.isBase32(text, DynatraceTokenId.LENGTH + 1)) {
            return Optional.empty();
        }
        return DynatraceTokenId.parse(text.substring(0, DynatraceTokenId.LENGTH))
                .map(id -> new TokenText(id, text));
    }

    @Override
    public String toString() {
        return id + ".***";
    }
}
