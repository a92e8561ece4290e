package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.RequestId;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** One operation of native verification, at a path of its own below the native dialect's base. */
record VerifyFace(String base, LeanHandler handler) implements Face {
    @Override
    public Routes routes() {
        return Routes.below(base).lean(HttpMethod.POST, "", handler);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return VerifyErrors.of(failure, () -> RequestId.of(request)).toServerResponse();
    }
}
