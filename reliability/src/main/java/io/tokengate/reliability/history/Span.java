package io.tokengate.reliability.history;

/** From when a client sent a request to when it had the answer, in nanoseconds of this process's clock. */
public record Span(long begin, long end) {}
