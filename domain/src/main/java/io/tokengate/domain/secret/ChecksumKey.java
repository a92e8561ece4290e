package io.tokengate.domain.secret;

import java.time.Instant;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of the keyed checksum. It guards against load, not against theft: no token could be made from it that the
 * store would know.
 */
public final class ChecksumKey {
    /** Ids are below this, so that four characters of any alphabet spell one. */
    public static final int ID_BOUND = 1 << 16;

    /** Bytes in a key. */
    public static final int LENGTH = 32;

    private final int id;
    private final SecretKey key;
    private final Instant issuesFrom;

    /**
     * Wraps a stored key.
     *
     * @param id from 0 to {@link #ID_BOUND} - 1
     * @param bytes {@value #LENGTH} of them
     * @param issuesFrom tokens are made with it from then on, when every replica has had time to load it
     */
    public ChecksumKey(int id, byte[] bytes, Instant issuesFrom) {
        if (id < 0 || id >= ID_BOUND || bytes.length != LENGTH) {
            throw new IllegalArgumentException("not a checksum key: id " + id + ", " + bytes.length + " bytes");
        }
        this.id = id;
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.issuesFrom = issuesFrom;
    }

    public int id() {
        return id;
    }

    public Instant issuesFrom() {
        return issuesFrom;
    }

    SecretKey key() {
        return key;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ChecksumKey[" + id + "]";
    }
}
