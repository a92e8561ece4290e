package io.tokengate.gateway.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object of the plainest shape: one member, a string of printable ASCII without escapes, and any white
 * space (RFC 8259, section 2) between. Nearly all bodies of verification look like that, and need no parser. What it
 * does not read it does not judge: that is for {@link Json}.
 */
public final class PlainMember {
    /** With the quote that ends it. */
    private final byte[] name;

    /**
     * Reads the member of a name.
     *
     * @param name printable ASCII without quotes and backslashes
     */
    public PlainMember(String name) {
        this.name = (name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** The member's value, which may be empty; null for a body of any other shape. */
    public @Nullable String read(byte[] body) {
        int named = past('"', body, past('{', body, 0));
        int start = past('"', body, past(':', body, pastName(body, named)));
        int end = endOfText(body, start);
        return end >= 0 && isEnd(body, past('}', body, end + 1))
                ? new String(body, start, end - start, StandardCharsets.ISO_8859_1)
                : null;
    }

    /** The index behind a sign and the white space before it; -1 if another stands there, or if {@code from} is. */
    private static int past(char sign, byte[] body, int from) {
        int at = pastSpace(body, from);
        return at >= 0 && at < body.length && body[at] == sign ? at + 1 : -1;
    }

    private static int pastSpace(byte[] body, int from) {
        int at = from;
        while (at >= 0 && at < body.length && isSpace(body[at])) {
            at++;
        }
        return at;
    }

    private int pastName(byte[] body, int from) {
        if (from < 0 || from + name.length > body.length) {
            return -1;
        }
        for (int i = 0; i < name.length; i++) {
            if (body[from + i] != name[i]) {
                return -1;
            }
        }
        return from + name.length;
    }

    private static int endOfText(byte[] body, int from) {
        for (int i = from; i >= 0 && i < body.length; i++) {
            byte c = body[i];
            if (c == '"') {
                return i;
            }
            if (c < ' ' || c == '\\' || c == 0x7F) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isEnd(byte[] body, int from) {
        return pastSpace(body, from) == body.length;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
