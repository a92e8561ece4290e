package io.tokengate.gateway.setup;

import io.tokengate.domain.secret.Alphabet;
import io.tokengate.domain.secret.SecretGenerator;
import java.util.function.UnaryOperator;

/** The first administrator's name, and how its password is made and kept. */
final class AdministratorPassword {
    static final String USERNAME = "admin";
    static final String EMAIL = "admin@localhost";

    private static final int GENERATED = 32;
    private static final int SHORTEST = 12;

    private final SecretGenerator generator;
    private final UnaryOperator<String> hasher;

    /**
     * Hashes by a function.
     *
     * @param hasher slow, and blocks while it works
     */
    AdministratorPassword(SecretGenerator generator, UnaryOperator<String> hasher) {
        this.generator = generator;
        this.hasher = hasher;
    }

    String generate() {
        return generator.text(Alphabet.BASE32_LOWER, GENERATED);
    }

    String checked(String given) {
        if (given.length() < SHORTEST) {
            throw new StartupException("TOKENGATE_ADMIN_PASSWORD needs at least " + SHORTEST + " characters");
        }
        return given;
    }

    String hash(String password) {
        return hasher.apply(password);
    }
}
