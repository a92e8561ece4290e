package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.LoginOutcome;
import io.tokengate.domain.account.LoginSource;
import io.tokengate.domain.account.PasswordLogin;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.gateway.dialect.kps.KpsException.Forbidden;
import io.tokengate.gateway.dialect.kps.KpsException.Unauthorized;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.security.ClientAddress;
import java.util.Map;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sessions: from an email and a password, and from another session. */
final class KpsLoginHandler {
    private final PasswordLogin logins;
    private final KpsSessions sessions;
    private final KpsCallers callers;
    private final ClientAddress addresses;

    KpsLoginHandler(PasswordLogin logins, KpsSessions sessions, KpsCallers callers, ClientAddress addresses) {
        this.logins = logins;
        this.sessions = sessions;
        this.callers = callers;
        this.addresses = addresses;
    }

    Mono<ServerResponse> login(ServerRequest request) {
        LoginSource source = LoginSource.of(addresses.of(request));
        return KpsRequests.body(request, KpsJson.Credential.class)
                .map(KpsInput::credential)
                .flatMap(given -> logins.login(given.email(), given.password(), source))
                .flatMap(this::answer);
    }

    /** Its body is empty, and not looked at. */
    Mono<ServerResponse> shortLoginToken(ServerRequest request) {
        return callers.session(request, false).flatMap(session -> derive(session, SessionKind.SHORT));
    }

    Mono<ServerResponse> loginToken(ServerRequest request) {
        return callers.session(request, true)
                .flatMap(session -> Body.json(request, KpsRequests.MAX_BODY)
                        .doOnNext(KpsLoginHandler::requireObject)
                        .then(Mono.defer(() -> derive(session, SessionKind.LONG))));
    }

    private Mono<ServerResponse> answer(LoginOutcome outcome) {
        return switch (outcome) {
            case LoginOutcome.LoggedIn login ->
                sessions.open(login).flatMap(secret -> KpsRequests.secret(KpsMapper.login(login.user(), secret)));
            case LoginOutcome.Refused refused -> Mono.error(Unauthorized::login);
            case LoginOutcome.Locked locked ->
                Mono.error(() -> new Forbidden("Too many failed logins, try again in some minutes"));
        };
    }

    private Mono<ServerResponse> derive(Session session, SessionKind kind) {
        return sessions.derive(session, kind)
                .flatMap(secret -> KpsRequests.secret(KpsMapper.login(session.user(), secret)));
    }

    /** Nothing depends on what it says, and it may be missing. */
    private static void requireObject(byte[] body) {
        if (body.length > 0) {
            Json.read(body, Map.class);
        }
    }
}
