package io.tokengate.gateway.http;

/** What the replicas of an installation seal their cursors with, for {@link SealedCursor}. */
public final class CursorKey {
    private final byte[] bytes;

    public CursorKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CursorKey[redacted]";
    }
}
