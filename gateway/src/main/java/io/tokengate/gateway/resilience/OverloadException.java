package io.tokengate.gateway.resilience;

/** Too many requests are under way. Without a stack trace: refusing must cost next to nothing. */
public final class OverloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OverloadException() {
        super("too many requests are under way", null, false, false);
    }
}
