package io.tokengate.domain.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What failures are counted by: the account that somebody tries to enter, and where from.
 *
 * @param account the user by its key, whichever of its names was given; for a name that nobody has, its digest
 * @param source where from
 */
public record LoginAttempt(String account, LoginSource source) {
    /**
     * An attempt.
     *
     * @param login the name that was given
     * @param userId the key of whose name it is, null if it is nobody's
     */
    static LoginAttempt of(String login, @Nullable Long userId, LoginSource source) {
        return new LoginAttempt(userId == null ? "name:" + digest(login) : "user:" + userId, source);
    }

    /** A digest, because people type passwords into the wrong field, and so that every name is short. */
    private static String digest(String login) {
        try {
            byte[] name = login.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
