package io.tokengate.domain.token;

/**
 * The name of a dialect, as stored beside each token that it issued and as shown in metrics.
 *
 * @param value lower-case letters, at most 32
 */
public record DialectName(String value) {
    /** The dialect of tokengate's own tokens: those that the callers of verification protocols present. */
    public static final DialectName NATIVE = new DialectName("native");

    private static final int LONGEST = 32;

    public DialectName {
        // By hand, for each row of the store has one.
        if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            throw new IllegalArgumentException("not a dialect name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
