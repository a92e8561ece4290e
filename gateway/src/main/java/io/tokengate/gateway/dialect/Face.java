package io.tokengate.gateway.dialect;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What the gateway shows below one base path: routes, and a body of its own for every failure. A face is found by being a
 * bean. Dialects are faces, and so are the protocols that only verify.
 */
public interface Face {
    /**
     * The path that all its routes begin with, by whole segments, such as {@code /api/v2}. Of two faces one below the
     * other, a request belongs to the longer base.
     */
    String base();

    /**
     * Whether it tells verdicts to callers of whom it asks for no credential of their own. Such a face may have a port of
     * its own, which only proxies reach.
     */
    default boolean isOpen() {
        return false;
    }

    /** Its routes, one line each. Called once. */
    Routes routes();

    /**
     * Answers a failure in the face's own form: one of its own, one of
     * {@link io.tokengate.gateway.http.RequestException}, of the domain, or any other. Also called where no route
     * matches.
     *
     * @return exactly one answer, never an error
     */
    Mono<ServerResponse> answer(Throwable failure, ServerRequest request);
}
