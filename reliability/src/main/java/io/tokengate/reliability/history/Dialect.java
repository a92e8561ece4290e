package io.tokengate.reliability.history;

/** The management APIs that are written to; the one can rename tokens, the other cannot. */
public enum Dialect {
    DYNATRACE,
    UMAAAS;

    /** The one and the other in turn. */
    public static Dialect of(int number) {
        return number % 2 == 0 ? DYNATRACE : UMAAAS;
    }
}
