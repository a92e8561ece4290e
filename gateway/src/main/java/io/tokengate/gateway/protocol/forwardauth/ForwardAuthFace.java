package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.proxy.ProxyAnswers;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /auth} and everything below it, whatever the method (docs/protocols/forward-auth.md). */
record ForwardAuthFace(ForwardAuthHandler handler) implements Face {
    static final String BASE = "/auth";

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE).leanBelow(handler);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return ProxyAnswers.of(failure, () -> RequestId.of(request)).toServerResponse();
    }
}
