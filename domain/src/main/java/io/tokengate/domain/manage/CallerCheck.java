package io.tokengate.domain.manage;

import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.Session;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.TokenException.CallerRejected;
import io.tokengate.domain.store.SessionRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenId;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.domain.verify.VerificationRules;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Looks again, inside the transaction of a change, whether the caller still has what the change needs. */
public final class CallerCheck {
    private final TokenRepository tokens;
    private final UserRepository users;
    private final SessionRepository sessions;
    private final Clock clock;

    public CallerCheck(TokenRepository tokens, UserRepository users, SessionRepository sessions, Clock clock) {
        this.tokens = tokens;
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Completes empty if the actor still may; error {@link CallerRejected} if not. */
    public Mono<Void> require(Actor actor) {
        TokenId token = actor.tokenId();
        Mono<Boolean> allowed = token == null ? userMay(actor) : tokenMay(actor, token);
        return allowed.defaultIfEmpty(false).flatMap(may -> may ? Mono.empty() : Mono.error(CallerRejected::new));
    }

    private Mono<Boolean> userMay(Actor actor) {
        return user(actor).map(user -> user.active() && may(user, actor.authority()));
    }

    private static boolean may(User user, Authority authority) {
        return (!authority.administrator() || user.isAdministrator()) && (!authority.deleter() || user.mayDelete());
    }

    private Mono<User> user(Actor actor) {
        Long session = actor.sessionId();
        return session == null
                ? users.findById(actor.userId())
                : sessions.findById(session, clock.instant()).map(Session::user);
    }

    private Mono<Boolean> tokenMay(Actor actor, TokenId token) {
        return tokens.findById(token)
                .filter(found -> VerificationRules.judge(found, clock.instant()) instanceof Verified)
                .filter(found -> found.scopes().containsAll(actor.authority().scopes()))
                .map(ApiToken::owner)
                .filter(owner ->
                        !actor.authority().administrator() || owner.roles().contains(Role.INFRA_ADMIN))
                // Whether it may delete is not known of an owner, so its user is read; rarely.
                .flatMap(owner -> actor.authority().deleter() ? userMay(actor) : Mono.just(true));
    }
}
