package io.tokengate.gateway.http;

/** Ends a connection whose answer cannot be finished. Says nothing of why: that is logged where it is known. */
final class CutShort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutShort() {
        super("the answer was cut short", null, false, false);
    }
}
