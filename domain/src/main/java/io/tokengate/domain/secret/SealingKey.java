package io.tokengate.domain.secret;

import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One key that secrets are sealed with, AES-256, and the id by which what it sealed is told from what others did. */
public final class SealingKey {
    /** Bytes in a key. */
    public static final int LENGTH = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String HMAC = "HmacSHA256";
    private static final byte[] FINGERPRINTED = "tokengate sealing key".getBytes(UTF_8);

    private final String id;
    private final byte[] bytes;

    /**
     * Wraps a key that an operator gives.
     *
     * @param id 1 to 32 letters, digits and {@code . _ -}; no secret
     * @param bytes {@value #LENGTH} of them
     * @throws IllegalArgumentException saying what would fit
     */
    public SealingKey(String id, byte[] bytes) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 32 letters, digits and . _ -");
        }
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes");
        }
        this.id = id;
        this.bytes = bytes.clone();
    }

    public String id() {
        return id;
    }

    /** What tells this key from any other of the same id, and nothing else about it: 32 bytes of an HMAC-SHA256. */
    public byte[] fingerprint() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            return mac.doFinal(FINGERPRINTED);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    SecretKey key() {
        return new SecretKeySpec(bytes, "AES");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SealingKey[" + id + "]";
    }
}
