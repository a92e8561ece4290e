package io.tokengate.domain.secret;

import java.security.DrbgParameters;
import java.security.DrbgParameters.Capability;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Random texts for tokens and ids. Safe for many threads. The generator is a DRBG of 256 bits seeded once by the
 * operating system, because the default one reads a file at each call, which an event loop must not.
 */
public final class SecretGenerator {
    private final SecureRandom random;

    public SecretGenerator() {
        try {
            random = SecureRandom.getInstance(
                    "DRBG", DrbgParameters.instantiation(256, Capability.RESEED_ONLY, new byte[0]));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has a DRBG", e);
        }
        random.nextLong(); // seeds it now, on the thread that starts the process
    }

    /** A text of the given length, each character uniform and independent. */
    public String text(Alphabet alphabet, int length) {
        byte[] bytes = bytes(length);
        char[] text = new char[length];
        int mask = (1 << alphabet.bits()) - 1;
        for (int i = 0; i < length; i++) {
            text[i] = alphabet.symbol(bytes[i] & mask);
        }
        return new String(text);
    }

    /**
     * A text of any set of characters, each uniform and independent.
     *
     * @param symbols the characters, each once; they need not be a power of two
     */
    public String text(String symbols, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = symbols.charAt(number(symbols.length()));
        }
        return new String(text);
    }

    /** A random UUID (version 4). */
    public UUID uuid() {
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Random bytes, for keys. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A number from 0 to {@code bound} - 1, uniform: {@link SecureRandom} rejects what would favour some. */
    public int number(int bound) {
        return random.nextInt(bound);
    }
}
