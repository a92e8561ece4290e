package io.tokengate.gateway.protocol.proxy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Any text as the value of a header: printable ASCII as it is, all else as the bytes of its UTF-8, each spelled
 * {@code %XX}, as is the percent sign itself. No name can end a header, begin another, or pass for another.
 */
final class HeaderText {
    private HeaderText() {}

    static String of(String text) {
        return text.chars().allMatch(HeaderText::isPlain) ? text : encoded(text);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7F && c != '%';
    }
}
