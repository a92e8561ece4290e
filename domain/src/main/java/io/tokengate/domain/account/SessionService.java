package io.tokengate.domain.account;

import io.tokengate.domain.account.LoginOutcome.LoggedIn;
import io.tokengate.domain.secret.TokenHasher;
import io.tokengate.domain.store.NewSession;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.token.TokenSecret;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Sessions that logins open. They are rows that every replica reads at each use, so that they end with their user, its
 * tenant or its password at once; what is stored is a digest, so that nobody could make one from a copy of the
 * database. The dialect makes the secret, and shows it once.
 */
public final class SessionService {
    private final SessionRepository sessions;
    private final Clock clock;

    public SessionService(SessionRepository sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Opens a session after a login; completes when it is stored. */
    public Mono<Void> open(LoggedIn login, TokenSecret secret) {
        return insert(login.user(), login.stamp(), SessionKind.LOGIN, secret);
    }

    /** Opens a session of another kind for the user of one that is good; it ends with the same password. */
    public Mono<Void> derive(Session session, SessionKind kind, TokenSecret secret) {
        return insert(session.user(), session.stamp(), kind, secret);
    }

    /** The session of this secret; empty if there is none, or none that is good any more. */
    public Mono<Session> find(TokenSecret secret) {
        return Mono.defer(() -> sessions.find(TokenHasher.digest(secret), clock.instant()));
    }

    private Mono<Void> insert(User user, PasswordStamp stamp, SessionKind kind, TokenSecret secret) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return sessions.insert(
                    new NewSession(TokenHasher.digest(secret), user.id(), kind, stamp, now, now.plus(kind.life())));
        });
    }
}
