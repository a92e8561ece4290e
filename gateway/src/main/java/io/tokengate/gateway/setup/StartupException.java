package io.tokengate.gateway.setup;

/** Why the gateway does not start. The message is the one line that the operator reads: what is wrong, what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
