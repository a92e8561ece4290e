package io.tokengate.gateway.dialect.dynatrace;

/**
 * What a message repeats of an input that may be hostile: its beginning, on one line. Too short for a token's whole
 * secret, should one have been put in the wrong place.
 */
final class Excerpt {
    private static final int MAX_CODE_POINTS = 40;

    private Excerpt() {}

    /** In single quotes; what has no visible form of its own becomes a question mark. */
    static String of(String input) {
        StringBuilder excerpt = new StringBuilder("'");
        input.codePoints()
                .limit(MAX_CODE_POINTS)
                .map(c -> isVisible(c) ? c : '?')
                .forEach(excerpt::appendCodePoint);
        boolean whole = input.length() <= MAX_CODE_POINTS || input.codePointCount(0, input.length()) <= MAX_CODE_POINTS;
        return excerpt.append(whole ? "'" : "…'").toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
