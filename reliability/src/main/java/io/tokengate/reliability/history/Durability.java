package io.tokengate.reliability.history;

import java.util.Optional;

/** Whether what was acknowledged is what is found afterwards. */
public final class Durability {
    private Durability() {}

    /**
     * What is wrong, if anything.
     *
     * @param reader who found it
     */
    public static Optional<String> fault(Issued token, Stored found, String reader) {
        String lost = switch (found) {
            case Stored.Missing missing -> "has lost it";
            case Stored.Revoked revoked -> token.isGood() ? "has revoked it, and nobody asked for that" : "";
            case Stored.Present present -> present(token, present);
        };
        return lost.isEmpty() ? Optional.empty() : Optional.of(token + ": " + reader + " " + lost);
    }

    private static String present(Issued token, Stored.Present present) {
        if (token.isRevoked()) {
            return "has lost its revocation";
        }
        boolean known = token.possibleNames().contains(present.name());
        return known ? "" : "has lost its name: it is " + present.name() + ", not one of " + token.possibleNames();
    }
}
