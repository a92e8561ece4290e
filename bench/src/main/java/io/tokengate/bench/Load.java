package io.tokengate.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A stretch of load.
 *
 * @param requests a file of them, sent over and over
 * @param time how long, at most
 * @param connections that each wait for an answer before the next request
 * @param perSecond how many requests; 0 for as fast as it goes
 * @param once whether to end when each was sent once
 * @param mayRefuse whether answers other than 2xx are what is measured
 * @param type the media type of the bodies
 */
record Load(
        Path requests, Duration time, int connections, int perSecond, boolean once, boolean mayRefuse, String type) {
    private static final String JSON = "application/json";
    private static final int CONNECTIONS = 32;

    /** As fast as it goes. */
    static Load full(Path requests, Duration time) {
        return new Load(requests, time, CONNECTIONS, 0, false, false, JSON);
    }

    /** Each once, as fast as it goes. */
    static Load once(Path requests, Duration atMost, int connections) {
        return new Load(requests, atMost, connections, 0, true, false, JSON);
    }

    /** So many a second, as long as no answer takes longer than 20 ms on average. */
    static Load rate(Path requests, Duration time, int perSecond) {
        return new Load(requests, time, perSecond / 50, perSecond, false, false, JSON);
    }

    /** The same, for requests that are refused. */
    Load refused() {
        return new Load(requests, time, connections, perSecond, once, true, type);
    }

    /** The same, with bodies of another type. */
    Load of(String mediaType) {
        return new Load(requests, time, connections, perSecond, once, mayRefuse, mediaType);
    }
}
