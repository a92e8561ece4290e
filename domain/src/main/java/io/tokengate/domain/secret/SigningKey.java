package io.tokengate.domain.secret;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One key of signatures that others check: the seed of a key pair, from which each signature's scheme makes its own. It is a
 * secret.
 */
public final class SigningKey {
    /** Bytes in a seed. */
    public static final int LENGTH = 32;

    private final int id;
    private final byte[] seed;
    private final Instant signsFrom;

    /**
     * Wraps a stored key.
     *
     * @param seed {@value #LENGTH} random bytes
     * @param signsFrom it signs from then on, when everybody has had time to hear of it
     */
    public SigningKey(int id, byte[] seed, Instant signsFrom) {
        if (seed.length != LENGTH) {
            throw new IllegalArgumentException("not a signing key: id " + id + ", " + seed.length + " bytes");
        }
        this.id = id;
        this.seed = seed.clone();
        this.signsFrom = signsFrom;
    }

    public int id() {
        return id;
    }

    /** A copy of the seed. */
    public byte[] seed() {
        return seed.clone();
    }

    public Instant signsFrom() {
        return signsFrom;
    }

    /** The same key, whenever it was loaded. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SigningKey that && id == that.id && Arrays.equals(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Without the seed. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
