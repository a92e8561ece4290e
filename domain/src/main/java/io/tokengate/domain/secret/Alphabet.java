package io.tokengate.domain.secret;

/** The characters that a dialect's tokens are spelled in: a power of two of them, so that each carries whole bits. */
public enum Alphabet {
    /** RFC 4648 base 32, as Dynatrace's tokens use it. */
    BASE32_UPPER("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    /** The same in lower case. */
    BASE32_LOWER("abcdefghijklmnopqrstuvwxyz234567"),
    /** Hexadecimal digits, as in UMAaaS's credentials. */
    BASE16_LOWER("0123456789abcdef");

    private final String symbols;
    private final int bits;

    Alphabet(String symbols) {
        this.symbols = symbols;
        this.bits = Integer.numberOfTrailingZeros(symbols.length());
    }

    /** Bits that one character carries. */
    int bits() {
        return bits;
    }

    char symbol(int value) {
        return symbols.charAt(value);
    }

    /** What a character stands for, or -1 if it is none of these. */
    int value(char symbol) {
        return symbols.indexOf(symbol);
    }

    /** Whether text from {@code from} to {@code to} (exclusive) is spelled in this alphabet throughout. */
    public boolean spells(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Spells the lowest bits of a number, most significant first. */
    String spell(long number, int length) {
        char[] text = new char[length];
        for (int i = length - 1; i >= 0; i--) {
            text[i] = symbol((int) number & (symbols.length() - 1));
            number >>>= bits;
        }
        return new String(text);
    }
}
