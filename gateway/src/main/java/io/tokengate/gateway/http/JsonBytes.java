package io.tokengate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * JSON written by hand where an object mapper would cost more than all else: what it makes is byte for byte what
 * {@link Json#write} makes of the same values. Not for many threads.
 */
public final class JsonBytes {
    private static final int USUAL = 512;

    private byte[] bytes;
    private int size;

    /** With room for one verdict. */
    public JsonBytes() {
        this(USUAL);
    }

    /** With room for so many bytes; it grows as it must. */
    public JsonBytes(int capacity) {
        bytes = new byte[Math.max(USUAL, capacity)];
    }

    /** Bytes that are as they must be, such as names, quotes and commas. */
    public JsonBytes raw(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
        return this;
    }

    /** A string in quotes. Printable ASCII is copied; a string with anything else in it is left to {@link Json}. */
    public JsonBytes text(String value) {
        int length = value.length();
        reserve(length + 2);
        int at = size;
        bytes[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return raw(Json.write(value));
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        size = at;
        return this;
    }

    /** An instant as a string, as {@link Instant#toString} writes it. */
    public JsonBytes instant(Instant instant) {
        if (!InstantText.isPlain(instant)) {
            return text(instant.toString());
        }
        reserve(InstantText.MAX_LENGTH + 2);
        bytes[size++] = '"';
        size = InstantText.write(instant, bytes, size);
        bytes[size++] = '"';
        return this;
    }

    /** A whole number. */
    public JsonBytes number(long value) {
        return raw(ascii(Long.toString(value)));
    }

    /** A copy of what was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Names, quotes and commas, to be prepared once for {@link #raw}. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
