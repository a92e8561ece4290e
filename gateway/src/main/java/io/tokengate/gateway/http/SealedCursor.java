package io.tokengate.gateway.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Paging cursors that only this installation can have made: Base64url text over the content and an HMAC-SHA256 of it,
 * cut to 128 bits. Every replica that has the key opens what any other has sealed; nothing is stored, and a cursor can
 * be used again. The content is protected from change, not from being read, so it must hold no secret.
 *
 * <p>Safe for use by several threads.
 */
public final class SealedCursor {
    /** The longest cursor in characters: nothing longer is made, and nothing longer is looked at. */
    public static final int MAX_LENGTH = 32 * 1024;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MINIMUM_KEY_LENGTH = 32;
    private static final int TAG_LENGTH = 16;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final SecretKey key;

    /**
     * Derives a key of its own for each purpose.
     *
     * @param key what all replicas share, at least 32 bytes
     * @param purpose names the dialect, the list and the version of the content; a cursor of another purpose does not
     *     open
     * @throws IllegalArgumentException if the key is too short
     */
    public SealedCursor(byte[] key, String purpose) {
        if (key.length < MINIMUM_KEY_LENGTH) {
            throw new IllegalArgumentException("A cursor key has at least " + MINIMUM_KEY_LENGTH + " bytes");
        }
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(key, ALGORITHM), purpose.getBytes(UTF_8)), ALGORITHM);
    }

    /**
     * Makes a cursor of {@code A-Z a-z 0-9 - _}, which needs no escaping in a URL.
     *
     * @throws IllegalArgumentException if it would be longer than {@link #MAX_LENGTH}
     */
    public String seal(byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + TAG_LENGTH);
        System.arraycopy(tag(content), 0, sealed, content.length, TAG_LENGTH);
        String text = ENCODER.encodeToString(sealed);
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A cursor has at most " + MAX_LENGTH + " characters");
        }
        return text;
    }

    /** The content of a cursor sealed with the same key and purpose; empty for any other text whatsoever. */
    public Optional<byte[]> open(String text) {
        return text.length() > MAX_LENGTH ? Optional.empty() : decode(text).flatMap(this::verified);
    }

    private Optional<byte[]> verified(byte[] sealed) {
        if (sealed.length < TAG_LENGTH) {
            return Optional.empty();
        }
        int end = sealed.length - TAG_LENGTH;
        byte[] content = Arrays.copyOf(sealed, end);
        byte[] tag = Arrays.copyOfRange(sealed, end, sealed.length);
        return MessageDigest.isEqual(tag, tag(content)) ? Optional.of(content) : Optional.empty();
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] sealed = DECODER.decode(text.getBytes(ISO_8859_1));
            // The decoder overlooks padding and the unused bits of the last character: one content, one text.
            return ENCODER.encodeToString(sealed).equals(text) ? Optional.of(sealed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] tag(byte[] content) {
        return Arrays.copyOf(hmac(key, content), TAG_LENGTH);
    }

    private static byte[] hmac(SecretKey key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
