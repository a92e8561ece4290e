package io.tokengate.gateway.dialect.dynatrace;

/** The order of a list: {@code +name} or {@code name} ascending, {@code -name} descending. Ties go by id. */
record TokenSort(SortKey key, Direction direction) {
    private static final Parameter PARAMETER = Parameter.query("sort");

    /** The newest first. */
    static final TokenSort DEFAULT = new TokenSort(SortKey.CREATION_DATE, Direction.DESCENDING);

    enum Direction {
        ASCENDING,
        DESCENDING
    }

    /**
     * Reads the {@code sort} parameter. A leading space counts as a plus: it is what a plus becomes if it is put into a
     * URL as it is.
     *
     * @throws ConstraintViolations if there is no such key
     */
    static TokenSort parse(String text) {
        boolean signed = text.startsWith("+") || text.startsWith("-") || text.startsWith(" ");
        SortKey key = SortKey.named(signed ? text.substring(1) : text)
                .orElseThrow(() -> PARAMETER.refused("Cannot sort by " + Excerpt.of(text)
                        + ": use name, lastUsedDate, creationDate, expirationDate or modifiedDate"));
        return new TokenSort(key, text.startsWith("-") ? Direction.DESCENDING : Direction.ASCENDING);
    }

    /** What {@link #parse} reads back. */
    String text() {
        return (direction == Direction.ASCENDING ? "+" : "-") + key.jsonName();
    }

    /** Whether tokens without a value for the key come first in this order; otherwise they come last. */
    boolean missingFirst() {
        boolean missingIsLowest = key != SortKey.EXPIRATION_DATE;
        return missingIsLowest == (direction == Direction.ASCENDING);
    }
}
