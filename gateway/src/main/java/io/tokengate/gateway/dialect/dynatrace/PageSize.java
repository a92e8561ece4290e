package io.tokengate.gateway.dialect.dynatrace;

import java.util.regex.Pattern;

/** How many tokens a page of a list has: 100 to 10,000. */
final class PageSize {
    static final int DEFAULT = 200;
    static final int MINIMUM = 100;
    static final int MAXIMUM = 10_000;

    private static final Parameter PARAMETER = Parameter.query("pageSize");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private PageSize() {}

    /**
     * Reads the {@code pageSize} parameter.
     *
     * @throws ConstraintViolations if it is not a decimal number within the bounds
     */
    static int parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            int size = Integer.parseInt(text);
            if (size >= MINIMUM && size <= MAXIMUM) {
                return size;
            }
        }
        throw PARAMETER.refused("Must be a number from " + MINIMUM + " to " + MAXIMUM);
    }
}
