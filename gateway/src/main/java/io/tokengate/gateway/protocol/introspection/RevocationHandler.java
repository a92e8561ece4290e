package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Form;
import io.tokengate.gateway.security.TokenCallers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /oauth2/revoke} (RFC 7009). A change, so its caller is read from the primary, here and again inside the
 * transaction: a native token with the scope for it, for tokens of its own tenant, or any token for itself.
 */
final class RevocationHandler {
    private static final int MAX_BODY = 64 * 1024;
    private static final Answer FORBIDDEN = OAuthAnswers.forbidden(CallerScopes.REVOKE);
    private static final Answer NO_TOKEN = OAuthAnswers.missing("token");

    private final TokenCallers callers;
    private final TokenService tokens;

    RevocationHandler(TokenCallers callers, TokenService tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        OAuthCredential presented = OAuthCredential.parse(request.headers().firstHeader(HttpHeaders.AUTHORIZATION));
        return caller(request, presented)
                .flatMap(caller -> Body.form(request, MAX_BODY)
                        .map(body -> new Wish(caller, Form.parse(body).get("token"))))
                .flatMap(wish -> revoke(request, presented, wish))
                .switchIfEmpty(Mono.fromSupplier(() -> OAuthAnswers.unauthorized(presented)))
                .flatMap(Answer::toServerResponse);
    }

    /** Who wants what revoked; null if the request does not say. */
    private record Wish(ApiToken caller, @Nullable String token) {
        boolean isForItself(@Nullable OAuthCredential presented) {
            return presented != null
                    && token != null
                    && presented.secret().reveal().equals(token);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Wish[redacted]";
        }
    }

    private Mono<ApiToken> caller(ServerRequest request, @Nullable OAuthCredential presented) {
        return presented == null
                ? Mono.empty()
                : callers.authenticate(request, presented.secret()).filter(presented::names);
    }

    /** Empty for a caller who is good for nothing but itself, and wants another revoked. */
    private Mono<Answer> revoke(ServerRequest request, @Nullable OAuthCredential presented, Wish wish) {
        if (wish.isForItself(presented)) {
            return revoke(callers.actor(request, wish.caller(), Authority.ANY), wish);
        }
        if (!wish.caller().dialect().equals(DialectName.NATIVE)) {
            return Mono.empty();
        }
        return wish.caller().scopes().contains(CallerScopes.REVOKE)
                ? revoke(callers.actor(request, wish.caller(), Authority.scope(CallerScopes.REVOKE)), wish)
                : Mono.just(FORBIDDEN);
    }

    private Mono<Answer> revoke(Actor actor, Wish wish) {
        return wish.token() == null
                ? Mono.just(NO_TOKEN)
                : tokens.revoke(actor, TokenSecret.of(wish.token())).thenReturn(OAuthAnswers.REVOKED);
    }
}
