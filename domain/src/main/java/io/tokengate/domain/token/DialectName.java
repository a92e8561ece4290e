package io.tokengate.domain.token;

/**
 * The name of a dialect, as stored beside each token that it issued and as shown in metrics.
 *
 * @param value lower-case letters, at most 32
 */
public record DialectName(String value) {
    /** The dialect of tokengate's own tokens: those that the callers of verification protocols present. */
    public static final DialectName NATIVE = new DialectName("native");

    public DialectName {
        if (!value.matches("[a-z]{1,32}")) {
            throw new IllegalArgumentException("not a dialect name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
