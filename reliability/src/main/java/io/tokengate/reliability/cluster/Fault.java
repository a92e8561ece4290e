package io.tokengate.reliability.cluster;

import java.time.Duration;

/** What a network does to a connection. */
public sealed interface Fault {
    /** Passes everything. */
    record None() implements Fault {}

    /** Each packet comes later, either way. */
    record Latency(Duration delay) implements Fault {}

    /** Little goes through, either way. */
    record Bandwidth(int bytesPerSecond) implements Fault {}

    /** Nothing arrives, nobody is told; what was sent arrives once it is over. */
    record BlackHole() implements Fault {}

    /** The server's side of each connection of now is gone, and the client's was not told. New ones are well. */
    record HalfOpen() implements Fault {}

    /** All connections end, new ones as soon as they are there. */
    record Cut() implements Fault {}

    /** One answer in so many packets is cut in half by a reset. */
    record ResetMidAnswer(int every) implements Fault {}
}
