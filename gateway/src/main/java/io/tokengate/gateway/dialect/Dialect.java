package io.tokengate.gateway.dialect;

import io.tokengate.domain.token.DialectName;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * One REST dialect: its routes below one base path, and its own body for every failure. A
 * dialect is found by being a bean; nothing else in the gateway knows it, and it knows no other.
 * The form of its tokens is a bean of its own, {@link io.tokengate.domain.token.TokenFormat}, since verification needs it
 * and the dialect needs verification.
 */
public interface Dialect {
    /** Its name, stored with each of its tokens and shown in metrics. */
    DialectName name();

    /** The path that all its routes begin with, by whole segments, such as {@code /api/v2}. */
    String base();

    /** Its routes, one line each. Called once. */
    Routes routes();

    /**
     * Answers a failure in the dialect's own form: one of its own, one of
     * {@link io.tokengate.gateway.http.RequestException}, of the domain, or any other. Also called where no route
     * matches.
     *
     * @return exactly one answer, never an error
     */
    Mono<ServerResponse> answer(Throwable failure, ServerRequest request);
}
