package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Forbidden;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Unauthorized;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.security.TokenCallers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who calls, by {@code Authorization: Api-Token …} or the parameter {@code api-token}; the header wins. */
final class DynatraceCallers {
    private static final String SCHEME = "Api-Token ";
    private static final String PARAMETER = "api-token";

    /**
     * A caller whose token is good.
     *
     * @param token the calling token
     * @param actor the same, for use cases
     */
    record Caller(ApiToken token, Actor actor) {}

    private final TokenCallers callers;

    DynatraceCallers(TokenCallers callers) {
        this.callers = callers;
    }

    /** The caller; error {@link Unauthorized} or {@link Forbidden}, before anything else of the request is looked at. */
    Mono<Caller> withScope(ServerRequest request, String scope) {
        return authenticate(request)
                .filter(token -> token.scopes().contains(scope))
                .switchIfEmpty(Mono.error(() -> Forbidden.missing(scope)))
                .map(token -> new Caller(token, callers.actor(request, token, Authority.scope(scope))));
    }

    /** The calling token, whatever its scopes; error {@link Unauthorized}. */
    Mono<ApiToken> authenticate(ServerRequest request) {
        String presented = presented(LeanRequest.of(request));
        Mono<ApiToken> token = presented == null
                ? Mono.empty()
                : callers.authenticate(request, DynatraceTokenFormat.DIALECT, TokenSecret.of(presented));
        return token.switchIfEmpty(Mono.error(Unauthorized::new));
    }

    /** The text that a request presents as its credential; null without one, or with one of another scheme. */
    static @Nullable String presented(LeanRequest request) {
        String header = request.header(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return request.queryParameter(PARAMETER);
        }
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
