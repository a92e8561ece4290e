package io.tokengate.domain.token;

/**
 * What a caller presents, or what is shown once at creation: the whole text of a token. It is never stored, logged or
 * compared; only its {@link TokenDigest} is.
 */
public final class TokenSecret {
    private final String text;

    private TokenSecret(String text) {
        this.text = text;
    }

    /** Wraps a presented or freshly made text as it is; nothing is checked. */
    public static TokenSecret of(String text) {
        return new TokenSecret(text);
    }

    /** The text itself, to be digested or shown once. */
    public String reveal() {
        return text;
    }

    /** Redacted: a secret must not reach a log by being part of something else. */
    @Override
    public String toString() {
        return "TokenSecret[redacted]";
    }
}
