package io.tokengate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Repairs a request target that is no URI, by escaping what must not stand there. Without it the server would answer
 * such a target with an empty 400 before any dialect sees it; repaired, it names something that does not exist, and the
 * dialect says so in its own form.
 */
public final class LenientUri {
    /** By the byte; an escape is looked at more closely. */
    private static final boolean[] LEGAL = legal();

    private LenientUri() {}

    /** The target itself where nothing is wrong with it, as with nearly all. */
    public static String repair(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (!isLegal(target, i)) {
                return repairFrom(target, i);
            }
        }
        return target;
    }

    private static String repairFrom(String target, int start) {
        StringBuilder repaired = new StringBuilder(target.length() + 16).append(target, 0, start);
        for (int i = start; i < target.length(); i++) {
            if (isLegal(target, i)) {
                repaired.append(target.charAt(i));
            } else {
                escape(target.charAt(i), repaired);
            }
        }
        return repaired.toString();
    }

    /** The codec reads a target as ISO 8859-1, so each character is one byte of it. */
    private static void escape(char c, StringBuilder repaired) {
        byte[] bytes = String.valueOf(c).getBytes(StandardCharsets.ISO_8859_1);
        repaired.append('%').append(HexFormat.of().withUpperCase().toHexDigits(bytes[0]));
    }

    private static boolean isLegal(String target, int i) {
        char c = target.charAt(i);
        if (c == '%') {
            return i + 2 < target.length() && isHex(target.charAt(i + 1)) && isHex(target.charAt(i + 2));
        }
        return c < LEGAL.length && LEGAL[c];
    }

    private static boolean isHex(char c) {
        return c < 128 && HexFormat.isHexDigit(c);
    }

    private static boolean[] legal() {
        boolean[] legal = new boolean[128];
        for (char c = '0'; c < legal.length; c++) {
            legal[c] = Character.isLetterOrDigit(c);
        }
        "-._~!$&'()*+,;=:@/?".chars().forEach(c -> legal[c] = true);
        return legal;
    }
}
