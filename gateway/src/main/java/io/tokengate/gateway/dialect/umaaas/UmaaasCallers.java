package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Forbidden;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Unauthorized;
import io.tokengate.gateway.security.BasicCredentials;
import io.tokengate.gateway.security.TokenCallers;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Who calls, by HTTP Basic (RFC 7617) with the clientId and clientSecret of a token. Judged before anything else of the
 * request is looked at: error {@link Unauthorized}, then {@link Forbidden}.
 */
final class UmaaasCallers {
    private final TokenCallers callers;

    UmaaasCallers(TokenCallers callers) {
        this.callers = callers;
    }

    /** A token that may read tokens: with VIEW or with MANAGE. */
    Mono<ApiToken> reader(ServerRequest request) {
        return authenticate(request)
                .filter(token -> Permission.VIEW.isAmong(token.scopes()) || Permission.MANAGE.isAmong(token.scopes()))
                .switchIfEmpty(Mono.error(Forbidden::mayNotRead));
    }

    /** A token that may create and delete tokens: with MANAGE. */
    Mono<ApiToken> manager(ServerRequest request) {
        return authenticate(request)
                .filter(token -> Permission.MANAGE.isAmong(token.scopes()))
                .switchIfEmpty(Mono.error(Forbidden::mayNotManage));
    }

    /**
     * The caller as it acts. What it must have is looked at again inside the transaction.
     *
     * @param given permissions that it must have beside MANAGE, because it gives them away
     */
    Actor actor(ServerRequest request, ApiToken caller, Scopes given) {
        Scopes needed = Scopes.of(Stream.concat(Stream.of(Permission.MANAGE.name()), given.names().stream())
                .toList());
        return callers.actor(request, caller, new Authority(needed, false));
    }

    private Mono<ApiToken> authenticate(ServerRequest request) {
        return Mono.justOrEmpty(presented(request))
                .flatMap(credential -> callers.authenticate(request, UmaaasTokenFormat.DIALECT, credential.secret()))
                .switchIfEmpty(Mono.error(Unauthorized::new));
    }

    /** Empty also for a user name that is no clientId: it costs no look at the database. */
    private static Optional<ClientCredential> presented(ServerRequest request) {
        return BasicCredentials.parse(request.headers().firstHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(given -> UmaaasTokenId.ofClientId(given.username())
                        .map(id -> new ClientCredential(id, given.password())));
    }
}
