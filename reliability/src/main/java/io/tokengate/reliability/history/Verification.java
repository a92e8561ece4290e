package io.tokengate.reliability.history;

/** One answer of one replica. */
public record Verification(String replica, Span span, Verdict verdict) {}
