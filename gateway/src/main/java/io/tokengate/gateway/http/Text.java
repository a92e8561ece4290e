package io.tokengate.gateway.http;

/** What a text must be so that the store can keep it and give it back unchanged. */
public final class Text {
    private Text() {}

    /** No NUL, which PostgreSQL refuses, and no half of a surrogate pair, which UTF-8 cannot spell. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
