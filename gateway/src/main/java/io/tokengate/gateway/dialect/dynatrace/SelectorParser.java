package io.tokengate.gateway.dialect.dynatrace;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@link TokenSelector} from left to right, each character once. Spaces around names, commas and brackets do
 * not matter. Within quotes everything is data up to the next quote: there is no escape, so no value contains a quote.
 */
final class SelectorParser {
    private static final Parameter PARAMETER = Parameter.query("apiTokenSelector");

    /** In characters. Keeps page keys, which carry the selector, within what {@code SealedCursor} seals. */
    private static final int MAX_LENGTH = 4_000;

    private static final char END = '\0';

    private final String text;
    private int at;
    private @Nullable String owner;
    private @Nullable Boolean personalAccessToken;
    private final Set<String> scopes = new LinkedHashSet<>();

    SelectorParser(String text) {
        this.text = text;
    }

    TokenSelector parse() {
        if (text.length() > MAX_LENGTH) {
            throw PARAMETER.refused("A selector has at most " + MAX_LENGTH + " characters");
        }
        do {
            criterion();
        } while (skip(','));
        if (at < text.length()) {
            throw expected("a comma or the end");
        }
        return new TokenSelector(owner, personalAccessToken, scopes);
    }

    private void criterion() {
        String name = word();
        expect('(');
        switch (name) {
            case "owner" -> {
                once(name, owner == null);
                owner = quoted();
            }
            case "personalAccessToken" -> {
                once(name, personalAccessToken == null);
                personalAccessToken = trueOrFalse();
            }
            case "scope" -> {
                once(name, scopes.isEmpty());
                anyOf();
            }
            default ->
                throw PARAMETER.refused(
                        "Unknown criterion " + Excerpt.of(name) + ": use owner, personalAccessToken or scope");
        }
        expect(')');
    }

    private void once(String name, boolean first) {
        if (!first) {
            throw PARAMETER.refused("The criterion " + name + " is given twice");
        }
    }

    private void anyOf() {
        do {
            scopes.add(quoted());
        } while (skip(','));
    }

    private boolean trueOrFalse() {
        return switch (word()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected("true or false");
        };
    }

    private String quoted() {
        expect('"');
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw expected("a closing quote after");
        }
        String value = text.substring(at, end);
        if (value.codePoints().anyMatch(SelectorParser::isNoText)) {
            throw expected("text without control characters");
        }
        at = end + 1;
        return value;
    }

    /** No owner and no scope contains such characters, and PostgreSQL cannot even compare some of them. */
    private static boolean isNoText(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private String word() {
        skipSpaces();
        int start = at;
        while (isLetter(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw expected(wanted == '"' ? "a quote" : "'" + wanted + "'");
        }
    }

    /** Steps over the character, if it comes next. */
    private boolean skip(char wanted) {
        skipSpaces();
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private ConstraintViolations expected(String what) {
        return PARAMETER.refused("Expected " + what + " at character " + (at + 1));
    }
}
