package io.tokengate.domain.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a session remembers of the password that opened it: the SHA-256 of the stored hash, in hexadecimal digits. It
 * becomes another with every change of the password, also to the same one, since each hash has a salt of its own.
 * Nobody could check a guess against it without that salt.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record PasswordStamp(String hex) {
    /** Of a stored password hash, as {@link io.tokengate.domain.store.UserCredentials} has it. */
    public static PasswordStamp of(String passwordHash) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(passwordHash.getBytes(StandardCharsets.UTF_8));
            return new PasswordStamp(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Redacted, as anything made of a password. */
    @Override
    public String toString() {
        return "PasswordStamp[redacted]";
    }
}
