package io.tokengate.gateway.http;

import reactor.core.publisher.Mono;

/**
 * Answers requests of a lean route: one that verifies, and is asked too often for the framework's stack. It knows bytes
 * and headers only, so that the same handler runs behind a router function and directly on the server.
 */
@FunctionalInterface
public interface LeanHandler {
    /**
     * Answers one request; cancelled if its client hangs up.
     *
     * @return exactly one answer and never an error: failures are answered in the dialect's own form here, since nobody
     *     behind this handler knows it
     */
    Mono<Answer> handle(LeanRequest request);
}
