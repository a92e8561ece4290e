package io.tokengate.gateway.security;

import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionService;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.http.RequestId;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Callers who present the secret of a login session; session and user are read from the primary in each request. */
public final class SessionCallers {
    private final SessionService sessions;
    private final ClientAddress addresses;

    public SessionCallers(SessionService sessions, ClientAddress addresses) {
        this.sessions = sessions;
        this.addresses = addresses;
    }

    /** The calling session, of whatever kind; empty if it is no good. */
    public Mono<Session> authenticate(TokenSecret presented) {
        return sessions.find(presented);
    }

    /** Who acts, for a use case that needs this authority. */
    public Actor actor(ServerRequest request, Session caller, Authority authority) {
        User user = caller.user();
        return new Actor(
                user.tenantId(),
                user.id(),
                null,
                caller.id(),
                authority,
                addresses.of(request),
                RequestId.of(request).value());
    }
}
