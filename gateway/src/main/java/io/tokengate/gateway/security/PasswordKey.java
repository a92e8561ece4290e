package io.tokengate.gateway.security;

import io.tokengate.domain.secret.SecretGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a pair of password and hash without holding the password: an HMAC-SHA256 under a key that lives and dies with
 * this process.
 */
public final class PasswordKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    public PasswordKey(SecretGenerator generator) {
        this.key = new SecretKeySpec(generator.bytes(32), ALGORITHM);
    }

    String of(String password, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
