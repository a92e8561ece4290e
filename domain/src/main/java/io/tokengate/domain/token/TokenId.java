package io.tokengate.domain.token;

/**
 * The key of a token in the store. It fits 31 bits, since generated clients of one dialect read ids as int32.
 *
 * @param value positive
 */
public record TokenId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
