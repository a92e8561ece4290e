package io.tokengate.gateway.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/**
 * Failures that come when nobody waits any more, mostly since the client is gone. Reactor would log them as errors with
 * all that the framework noted in them, which has the path and the query of the request.
 */
public final class DroppedErrors {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

    private DroppedErrors() {}

    /** Logs them in brief from now on, for the whole process. */
    public static void logInBrief() {
        Hooks.resetOnErrorDropped();
        Hooks.onErrorDropped(failure -> LOG.debug("came too late: {}", failure.toString()));
    }
}
