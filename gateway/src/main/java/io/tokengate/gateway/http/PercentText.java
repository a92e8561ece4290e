package io.tokengate.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text in which bytes are spelled {@code %XX}, read strictly: as forms have it, and as paths have it. */
public final class PercentText {
    private static final int HEX = 16;

    private PercentText() {}

    /**
     * Reads what a form encodes: a plus is a space.
     *
     * @return null for a broken escape, or bytes that are no UTF-8
     */
    public static @Nullable String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length);
    }

    /** As {@link #decode(String)}, for a part of a path, where a plus is a plus. */
    public static @Nullable String decodePath(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length, '+');
    }

    /** As {@link #decode(String)}, of a part of an array. */
    static @Nullable String decode(byte[] text, int from, int end) {
        return decode(text, from, end, ' ');
    }

    private static @Nullable String decode(byte[] text, int from, int end, char plus) {
        byte[] bytes = new byte[end - from];
        int size = 0;
        int all = 0;
        for (int i = from; i < end; i++) {
            byte c = text[i];
            if (c == '%') {
                int high = i + 2 < end ? Character.digit(text[i + 1], HEX) : -1;
                int low = high < 0 ? -1 : Character.digit(text[i + 2], HEX);
                if (low < 0) {
                    return null;
                }
                bytes[size] = (byte) (high * HEX + low);
                i += 2;
            } else {
                bytes[size] = c == '+' ? (byte) plus : c;
            }
            all |= bytes[size++];
        }
        // Of ASCII alone, as nearly always, there is nothing to decode.
        return all >= 0 ? new String(bytes, 0, size, StandardCharsets.US_ASCII) : utf8(bytes, size);
    }

    private static @Nullable String utf8(byte[] bytes, int size) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
