package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.Locked;
import io.tokengate.domain.account.AccountException.WrongPassword;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What users do with their own password once they are logged in. */
public final class PasswordService {
    private final PasswordLogin logins;
    private final UserRepository users;
    private final Passwords passwords;
    private final CallerCheck callers;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;

    public PasswordService(
            PasswordLogin logins,
            UserRepository users,
            Passwords passwords,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            Clock clock) {
        this.logins = logins;
        this.users = users;
        this.passwords = passwords;
        this.callers = callers;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Replaces the actor's own password; error {@link WrongPassword} if the present one is not the one
     * given, {@link Locked} if too many were tried.
     */
    public Mono<Void> changePassword(Actor actor, String username, String present, String wanted) {
        return logins.login(username, present, LoginSource.of(actor.address()))
                .flatMap(outcome -> owner(outcome, actor))
                .flatMap(user -> passwords
                        .hash(AccountRules.password(wanted))
                        .flatMap(hash -> transactions.inTransaction(
                                callers.require(actor).then(replace(actor, user, hash)))));
    }

    private static Mono<User> owner(LoginOutcome outcome, Actor actor) {
        return switch (outcome) {
            case LoginOutcome.LoggedIn login when login.user().id() == actor.userId() -> Mono.just(login.user());
            case LoginOutcome.Locked locked -> Mono.error(Locked::new);
            default -> Mono.error(WrongPassword::new);
        };
    }

    private Mono<Void> replace(Actor actor, User user, String hash) {
        Instant now = clock.instant();
        return users.updatePassword(user.id(), hash, now)
                .then(audit.write(new AuditEvent(
                        now, actor, "user.password", user.publicId().toString(), Map.of())));
    }
}
