package io.tokengate.domain.secret;

import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.FormatCheck;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/**
 * The last sixteen characters of a secret made here: four that name a key and twelve of an HMAC-SHA256 over the dialect
 * and all before them. Whoever makes tokens up cannot know it, so a flood of them is told from real ones without a
 * database. A text whose key id is unknown is unchecked, never forged: another replica may have made it a moment ago
 * with a key that this one has yet to load, or an operator supplied it.
 */
public final class KeyedChecksum {
    /** Characters that it takes at the end of a secret. */
    public static final int LENGTH = 16;

    private static final int MAC_LENGTH = 12;
    private static final int ID_LENGTH = LENGTH - MAC_LENGTH;
    private static final ThreadLocal<Mac> HMAC = ThreadLocal.withInitial(KeyedChecksum::hmac);

    private final ChecksumKeys keys;

    public KeyedChecksum(ChecksumKeys keys) {
        this.keys = keys;
    }

    /** The text with its checksum behind it. */
    public String append(DialectName dialect, Alphabet alphabet, String text) {
        ChecksumKey key = keys.issuing();
        String named = text + alphabet.spell(key.id(), ID_LENGTH);
        return named + mac(dialect, alphabet, key, named);
    }

    /**
     * Checks a text of the right form, in constant time for one length.
     *
     * @param text spelled in the alphabet in at least its last {@value #LENGTH} characters
     * @return {@link FormatCheck#CHECKED}, {@link FormatCheck#FORGED} or {@link FormatCheck#UNCHECKED}
     */
    public FormatCheck check(DialectName dialect, Alphabet alphabet, String text) {
        ChecksumKey key = keys.find(keyId(alphabet, text));
        if (key == null) {
            return FormatCheck.UNCHECKED;
        }
        int split = text.length() - MAC_LENGTH;
        byte[] expected = mac(dialect, alphabet, key, text.substring(0, split)).getBytes(StandardCharsets.US_ASCII);
        byte[] presented = text.substring(split).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, presented) ? FormatCheck.CHECKED : FormatCheck.FORGED;
    }

    /** The key id that a text names, or one that no key has if it spells too large a number. */
    public static int keyId(Alphabet alphabet, String text) {
        int id = 0;
        for (int i = text.length() - LENGTH; i < text.length() - MAC_LENGTH; i++) {
            id = (id << alphabet.bits()) | alphabet.value(text.charAt(i));
        }
        return id;
    }

    private static String mac(DialectName dialect, Alphabet alphabet, ChecksumKey key, String named) {
        Mac hmac = HMAC.get();
        try {
            hmac.init(key.key());
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every HMAC takes a key of this length", e);
        }
        hmac.update(dialect.value().getBytes(StandardCharsets.US_ASCII));
        hmac.update((byte) 0);
        byte[] mac = hmac.doFinal(named.getBytes(StandardCharsets.UTF_8));
        return spell(mac, alphabet);
    }

    private static String spell(byte[] mac, Alphabet alphabet) {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << Byte.SIZE) | (mac[i] & 0xFF);
        }
        return alphabet.spell(bits, MAC_LENGTH);
    }

    private static Mac hmac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
