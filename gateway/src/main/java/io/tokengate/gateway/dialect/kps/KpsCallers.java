package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Owner;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.kps.KpsException.Forbidden;
import io.tokengate.gateway.dialect.kps.KpsException.Unauthorized;
import io.tokengate.gateway.security.SessionCallers;
import io.tokengate.gateway.security.TokenCallers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Who calls, by {@code Authorization: Bearer …}: a login session, or a token of this dialect as its user. */
final class KpsCallers {
    private static final String BEARER = "Bearer ";

    private final KpsSessions sessions;
    private final SessionCallers sessionCallers;
    private final TokenCallers tokenCallers;

    KpsCallers(KpsSessions sessions, SessionCallers sessionCallers, TokenCallers tokenCallers) {
        this.sessions = sessions;
        this.sessionCallers = sessionCallers;
        this.tokenCallers = tokenCallers;
    }

    /**
     * A caller, by whichever bearer.
     *
     * @param userId the key of the user
     * @param userPublicId what this dialect calls the user
     * @param tenantId the key of the tenant
     * @param administrator whether the user administers the tenant now
     * @param actors the same, for use cases that need an authority
     */
    record Caller(
            long userId, String userPublicId, long tenantId, boolean administrator, Function<Authority, Actor> actors) {
        Actor actor(Authority authority) {
            return actors.apply(authority);
        }
    }

    /** Any user; error {@link Unauthorized}, before anything else of the request is looked at. */
    Mono<Caller> user(ServerRequest request) {
        String bearer = bearer(request);
        if (bearer == null) {
            return Mono.error(Unauthorized::bearer);
        }
        Mono<Caller> caller = KpsSessions.isOne(bearer)
                ? sessions.find(bearer)
                        .filter(session -> session.kind() != SessionKind.SHORT)
                        .map(session -> caller(request, session))
                : token(request, bearer).map(token -> caller(request, token));
        return caller.switchIfEmpty(Mono.error(Unauthorized::bearer));
    }

    /** A user who administers its tenant; error {@link Forbidden} for another. */
    Mono<Caller> administrator(ServerRequest request) {
        return user(request)
                .filter(Caller::administrator)
                .switchIfEmpty(Mono.error(() -> new Forbidden("Only an infra admin may do this")));
    }

    /** A session, where nothing else will do; error {@link Forbidden} for another good bearer. */
    Mono<Session> session(ServerRequest request, boolean shortOne) {
        String bearer = bearer(request);
        if (bearer == null) {
            return Mono.error(Unauthorized::bearer);
        }
        Mono<Session> session = KpsSessions.isOne(bearer)
                ? sessions.find(bearer)
                : token(request, bearer).flatMap(token -> Mono.error(() -> wrongKind(shortOne)));
        return session.switchIfEmpty(Mono.error(Unauthorized::bearer))
                .filter(found -> (found.kind() == SessionKind.SHORT) == shortOne)
                .switchIfEmpty(Mono.error(() -> wrongKind(shortOne)));
    }

    private Mono<ApiToken> token(ServerRequest request, String bearer) {
        return tokenCallers.authenticate(request, KpsTokenFormat.DIALECT, TokenSecret.of(bearer));
    }

    private Caller caller(ServerRequest request, Session session) {
        User user = session.user();
        return new Caller(
                user.id(),
                user.publicId().toString(),
                user.tenantId(),
                user.isAdministrator(),
                authority -> sessionCallers.actor(request, session, authority));
    }

    private Caller caller(ServerRequest request, ApiToken token) {
        Owner owner = token.owner();
        return new Caller(
                owner.id(),
                owner.publicId().toString(),
                token.tenant().id(),
                owner.roles().contains(Role.INFRA_ADMIN),
                authority -> tokenCallers.actor(request, token, authority));
    }

    private static Forbidden wrongKind(boolean shortOne) {
        return new Forbidden(
                shortOne ? "Only the token of shortlogintoken will do" : "Only the token of a login will do");
    }

    private static @Nullable String bearer(ServerRequest request) {
        String header = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
