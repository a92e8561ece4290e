package io.tokengate.reliability.load;

import io.tokengate.reliability.history.Span;

/**
 * What came back, and when.
 *
 * @param status 0 if the connection failed or nothing came in time
 * @param retryAfter whether there was such a header
 */
public record Answer(int status, String body, boolean retryAfter, Span span) {
    static final int BROKEN = 0;
}
