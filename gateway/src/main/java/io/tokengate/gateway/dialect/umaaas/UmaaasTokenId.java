package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.secret.Alphabet;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one name of a token, spelled in two ways on the wire: {@code Token:} and a UUID as its id, and the same UUID
 * without dashes as its clientId (docs/dialects/umaaas.md, «Tokens»). It is no secret.
 *
 * @param publicId the UUID with dashes, in lower case, as it is stored
 */
record UmaaasTokenId(String publicId) {
    /** Of a clientId, in characters. */
    static final int CLIENT_ID_LENGTH = 32;

    private static final String PREFIX = "Token:";
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    static UmaaasTokenId of(UUID uuid) {
        return new UmaaasTokenId(uuid.toString());
    }

    /** Reads an id; empty for a text of any other form, which is the name of no token. */
    static Optional<UmaaasTokenId> parse(String id) {
        return id.startsWith(PREFIX)
                ? Optional.of(id.substring(PREFIX.length()))
                        .filter(uuid -> UUID_TEXT.matcher(uuid).matches())
                        .map(UmaaasTokenId::new)
                : Optional.empty();
    }

    /** Reads a clientId of 32 hexadecimal digits in either case; empty for any other text. */
    static Optional<UmaaasTokenId> ofClientId(String clientId) {
        if (clientId.length() != CLIENT_ID_LENGTH) {
            return Optional.empty();
        }
        String digits = clientId.toLowerCase(Locale.ROOT);
        return digits.length() == CLIENT_ID_LENGTH && Alphabet.BASE16_LOWER.spells(digits, 0, CLIENT_ID_LENGTH)
                ? Optional.of(new UmaaasTokenId(dashed(digits)))
                : Optional.empty();
    }

    /** The id as clients know it. */
    String text() {
        return PREFIX + publicId;
    }

    /** What stands before the colon of the credential. */
    String clientId() {
        return publicId.replace("-", "");
    }

    @Override
    public String toString() {
        return text();
    }

    private static String dashed(String digits) {
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
