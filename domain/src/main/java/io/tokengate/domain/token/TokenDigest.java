package io.tokengate.domain.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a whole token text: what is stored and looked up instead of the secret. Kept as four longs rather than
 * an array, because a million of them live in memory and each is a map key.
 */
public final class TokenDigest implements Comparable<TokenDigest> {
    /** Bytes in a digest. */
    public static final int LENGTH = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private TokenDigest(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /** Reads {@value #LENGTH} bytes; the array is not kept. */
    public static TokenDigest of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new TokenDigest((long) LONG.get(bytes, 0), (long) LONG.get(bytes, 8), (long) LONG.get(bytes, 16), (long)
                LONG.get(bytes, 24));
    }

    /** A new array of {@value #LENGTH} bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        LONG.set(bytes, 0, a);
        LONG.set(bytes, 8, b);
        LONG.set(bytes, 16, c);
        LONG.set(bytes, 24, d);
        return bytes;
    }

    @Override
    public int compareTo(TokenDigest other) {
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest that && a == that.a && b == that.b && c == that.c && d == that.d;
    }

    /** A digest is uniform already, so any 32 of its bits will do. */
    @Override
    public int hashCode() {
        return (int) a;
    }

    /** The first four bytes in hexadecimal: enough to tell two apart in a test, too little to look a token up by. */
    @Override
    public String toString() {
        return "TokenDigest[" + HexFormat.of().toHexDigits((int) (a >>> 32)) + "…]";
    }
}
