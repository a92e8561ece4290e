package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.nativeapi.NativeException.Forbidden;
import io.tokengate.gateway.dialect.nativeapi.NativeException.Unauthorized;
import io.tokengate.gateway.security.BearerToken;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.UserCallers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who calls: a user by HTTP Basic, or a native token as bearer (RFC 6750) where one is good for something. */
final class NativeCallers {
    private final UserCallers users;
    private final TokenCallers tokens;

    NativeCallers(UserCallers users, TokenCallers tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    /**
     * A user who calls.
     *
     * @param user who
     * @param actor the same, for use cases
     */
    record Caller(User user, Actor actor) {}

    /** A user who administers its tenant; a native token, however good, is 403 here. */
    Mono<Caller> administrator(ServerRequest request) {
        return caller(request, Authority.ADMINISTRATOR)
                .filter(caller -> caller.user().isAdministrator())
                .switchIfEmpty(Mono.error(() -> new Forbidden("Only an administrator may do this")));
    }

    /** Any active user. */
    Mono<Caller> user(ServerRequest request) {
        return caller(request, Authority.ANY);
    }

    /** An administrator, or a native token with this scope. */
    Mono<Actor> administratorOrScope(ServerRequest request, String scope) {
        String bearer = bearer(request);
        return bearer == null
                ? administrator(request).map(Caller::actor)
                : tokens.authenticate(request, NativeTokenFormat.DIALECT, TokenSecret.of(bearer))
                        .switchIfEmpty(Mono.error(Unauthorized::new))
                        .filter(token -> token.scopes().contains(scope))
                        .switchIfEmpty(Mono.error(() -> new Forbidden("The token lacks the scope " + scope)))
                        .map(token -> tokens.actor(request, token, Authority.scope(scope)));
    }

    private Mono<Caller> caller(ServerRequest request, Authority authority) {
        String bearer = bearer(request);
        if (bearer != null) {
            return tokens.authenticate(request, NativeTokenFormat.DIALECT, TokenSecret.of(bearer))
                    .switchIfEmpty(Mono.error(Unauthorized::new))
                    .flatMap(token -> Mono.error(new Forbidden("A token cannot do this, only a user")));
        }
        return users.authenticate(request)
                .switchIfEmpty(Mono.error(Unauthorized::new))
                .map(user -> new Caller(user, users.actor(request, user, authority)));
    }

    private static @Nullable String bearer(ServerRequest request) {
        return BearerToken.parse(request.headers().firstHeader(HttpHeaders.AUTHORIZATION));
    }
}
