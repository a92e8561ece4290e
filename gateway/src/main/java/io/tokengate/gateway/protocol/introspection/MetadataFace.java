package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestId;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The metadata, where RFC 8414, section 3 has it: the path of an issuer that has one comes behind the well-known part. It is
 * answered without it too, for a proxy that takes the path away.
 */
record MetadataFace(Issuer issuer) implements Face {
    private static final Duration FRESH = Duration.ofMinutes(5);

    @Override
    public String base() {
        return "/.well-known/oauth-authorization-server";
    }

    @Override
    public Routes routes() {
        Routes routes = Routes.below(base()).get("", this::show);
        return issuer.path().isEmpty() ? routes : routes.get(issuer.path(), this::show);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return OAuthAnswers.of(failure, () -> RequestId.of(request)).toServerResponse();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.maxAge(FRESH))
                .bodyValue(Json.write(Metadata.of(issuer.get())));
    }
}
