package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.gateway.http.Text;
import java.util.Optional;

/** The rule of names, the same for create and PATCH. */
final class TokenName {
    private static final int SHORTEST = 3;

    /** In any script it fits the index that holds an owner's names apart. */
    private static final int LONGEST = 500;

    private TokenName() {}

    /** What would fit instead; empty for a name that does. */
    static Optional<String> objection(String name) {
        int length = name.codePointCount(0, name.length());
        boolean fits = length >= SHORTEST && length <= LONGEST && Text.isStorable(name);
        return fits
                ? Optional.empty()
                : Optional.of(
                        "Must have " + SHORTEST + " to " + LONGEST + " characters, all of them valid Unicode but NUL");
    }
}
