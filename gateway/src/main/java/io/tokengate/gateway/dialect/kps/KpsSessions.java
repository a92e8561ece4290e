package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.account.LoginOutcome.LoggedIn;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.SessionKind;
import io.tokengate.domain.account.SessionService;
import io.tokengate.domain.secret.KeyedChecksum;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.security.SessionCallers;
import reactor.core.publisher.Mono;

/** Login sessions as this dialect spells them, {@code kpss_…}; what is forged never reaches the database. */
final class KpsSessions {
    private static final String PREFIX = "kpss_";

    private final SessionService sessions;
    private final SessionCallers callers;
    private final KpsSecretForm form;

    KpsSessions(SessionService sessions, SessionCallers callers, SecretGenerator generator, KeyedChecksum checksum) {
        this.sessions = sessions;
        this.callers = callers;
        this.form = new KpsSecretForm(PREFIX, generator, checksum);
    }

    /** Whether a text is meant as a session, good or not. */
    static boolean isOne(String presented) {
        return presented.startsWith(PREFIX);
    }

    /** The session of this text; empty if it is no good. */
    Mono<Session> find(String presented) {
        return switch (form.check(presented)) {
            case FOREIGN, MALFORMED, FORGED -> Mono.empty();
            case UNCHECKED, CHECKED -> callers.authenticate(TokenSecret.of(presented));
        };
    }

    /** The secret of a new session, once that is stored. */
    Mono<TokenSecret> open(LoggedIn login) {
        return Mono.fromSupplier(form::make)
                .flatMap(secret -> sessions.open(login, secret).thenReturn(secret));
    }

    /** The secret of a new session of another kind for the same user, once that is stored. */
    Mono<TokenSecret> derive(Session session, SessionKind kind) {
        return Mono.fromSupplier(form::make)
                .flatMap(secret -> sessions.derive(session, kind, secret).thenReturn(secret));
    }
}
