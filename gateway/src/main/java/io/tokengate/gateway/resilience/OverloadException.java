package io.tokengate.gateway.resilience;

/** Too many requests are under way. Without a stack trace, and always the same: refusing must cost next to nothing. */
public final class OverloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final OverloadException ONE = new OverloadException();

    private OverloadException() {
        super("too many requests are under way", null, false, false);
    }

    public static OverloadException one() {
        return ONE;
    }
}
