package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.RequestId;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The OAuth endpoints (docs/protocols/oauth.md). */
record OAuthFace(IntrospectionHandler introspection, RevocationHandler revocation, SignedAnswers signed)
        implements Face {
    static final String BASE = "/oauth2";
    static final String INTROSPECT = "/introspect";
    static final String REVOKE = "/revoke";
    static final String KEYS = "/jwks";

    private static final MediaType KEY_SET = new MediaType("application", "jwk-set+json");

    /** Shorter than the time that a key is shown before it signs. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .lean(HttpMethod.POST, INTROSPECT, introspection)
                .post(REVOKE, revocation::revoke)
                .get(KEYS, this::keys);
    }

    private Mono<ServerResponse> keys(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(KEY_SET)
                .cacheControl(CacheControl.maxAge(FRESH))
                .body(signed.keySet(), byte[].class);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return OAuthAnswers.of(failure, () -> RequestId.of(request)).toServerResponse();
    }
}
