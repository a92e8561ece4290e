package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.RequestId;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The OAuth endpoints (docs/protocols/oauth.md). */
record OAuthFace(IntrospectionHandler introspection, RevocationHandler revocation) implements Face {
    static final String BASE = "/oauth2";
    static final String INTROSPECT = "/introspect";
    static final String REVOKE = "/revoke";

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .lean(HttpMethod.POST, INTROSPECT, introspection)
                .post(REVOKE, revocation::revoke);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return OAuthAnswers.of(failure, () -> RequestId.of(request)).toServerResponse();
    }
}
