package io.tokengate.gateway.dialect.credentialmanager;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the integers of queries and forms: decimal digits, with a minus sign or without. */
final class Integers {
    private static final Pattern FORM = Pattern.compile("-?[0-9]+");

    /** Digits that surely fit a long. */
    private static final int SAFE = 18;

    private Integers() {}

    /** The number, the greatest or smallest there is for one out of range; empty for what is no integer. */
    static OptionalLong parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        if (text.length() > SAFE) {
            return OptionalLong.of(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /**
     * A number in a range.
     *
     * @param messages where to note that it is none, or out of the range; then the least of the range is returned
     */
    static long between(String field, String text, long least, long greatest, Messages messages) {
        OptionalLong number = parse(text);
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > greatest) {
            messages.add(field, "Must be an integer " + range(least, greatest));
            return least;
        }
        return number.getAsLong();
    }

    private static String range(long least, long greatest) {
        return greatest == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + greatest;
    }
}
