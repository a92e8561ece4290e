package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.WrongPassword;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserCredentials;
import io.tokengate.domain.store.UserRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What users do with their own password. */
public final class LoginService {
    private final UserRepository users;
    private final Passwords passwords;
    private final CallerCheck callers;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;

    public LoginService(
            UserRepository users,
            Passwords passwords,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.callers = callers;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The active user of this username or email and password; empty for any other pair. A name that nobody has takes as
     * long as a wrong password.
     */
    public Mono<User> authenticate(String login, String password) {
        if (!AccountRules.isSpellable(password)) {
            return Mono.empty();
        }
        return users.findByLogin(login)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> check(found, password))
                .filter(User::active);
    }

    private Mono<User> check(Optional<UserCredentials> found, String password) {
        String hash = found.map(UserCredentials::passwordHash).orElse(null);
        return passwords
                .matches(password, hash)
                .filter(matches -> matches)
                .flatMap(matches -> Mono.justOrEmpty(found.map(UserCredentials::user)));
    }

    /** Replaces the actor's own password; error {@link WrongPassword} if the present one is not the one given. */
    public Mono<Void> changePassword(Actor actor, String username, String present, String wanted) {
        return authenticate(username, present)
                .filter(user -> user.id() == actor.userId())
                .switchIfEmpty(Mono.error(WrongPassword::new))
                .flatMap(user -> passwords
                        .hash(AccountRules.password(wanted))
                        .flatMap(hash -> transactions.inTransaction(
                                callers.require(actor).then(replace(actor, user, hash)))));
    }

    private Mono<Void> replace(Actor actor, User user, String hash) {
        Instant now = clock.instant();
        return users.updatePassword(user.id(), hash, now)
                .then(audit.write(new AuditEvent(
                        now, actor, "user.password", user.publicId().toString(), Map.of())));
    }
}
