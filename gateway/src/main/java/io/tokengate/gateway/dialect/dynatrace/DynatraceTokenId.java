package io.tokengate.gateway.dialect.dynatrace;

import java.util.Optional;

/**
 * The public part of a token, {@code dt0c01.} and 24 characters of {@code A-Z2-7}, which may be shown and logged.
 *
 * @param text prefix and public part
 */
record DynatraceTokenId(String text) implements TokenReference {
    static final String PREFIX = "dt0c01.";

    /** Of the whole id, in characters. */
    static final int LENGTH = PREFIX.length() + 24;

    DynatraceTokenId {
        if (!isId(text)) {
            throw new IllegalArgumentException("Not the id of a Dynatrace token");
        }
    }

    /** Empty for a text of another form. */
    static Optional<DynatraceTokenId> parse(String text) {
        return isId(text) ? Optional.of(new DynatraceTokenId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isId(String text) {
        return text.length() == LENGTH && text.startsWith(PREFIX) && isBase32(text, PREFIX.length());
    }

    /** Whether all from an index on is of the alphabet that tokens are made of. */
    static boolean isBase32(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '2' || c > '7')) {
                return false;
            }
        }
        return true;
    }
}
