package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.InstallationOnly;
import io.tokengate.domain.account.AccountException.Invalid;
import io.tokengate.domain.account.AccountException.LastAdministrator;
import io.tokengate.domain.account.AccountException.Taken;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.NewUser;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.TokenRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.store.UserRepository;
import io.tokengate.domain.token.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What administrators do with the users of their tenant: one public method a use case. Changes look the caller up
 * again, change and write the audit in one transaction. Errors: {@link AccountException} where a rule refuses,
 * {@link io.tokengate.domain.manage.TokenException.CallerRejected} where the caller lost its authority.
 */
public final class AccountService {
    private final UserRepository users;
    private final TenantRepository tenants;
    private final TokenRepository tokens;
    private final Passwords passwords;
    private final CallerCheck callers;
    private final AuditLog audit;
    private final Transactions transactions;
    private final SecretGenerator generator;
    private final Clock clock;

    public AccountService(
            UserRepository users,
            TenantRepository tenants,
            TokenRepository tokens,
            Passwords passwords,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            SecretGenerator generator,
            Clock clock) {
        this.users = users;
        this.tenants = tenants;
        this.tokens = tokens;
        this.passwords = passwords;
        this.callers = callers;
        this.audit = audit;
        this.transactions = transactions;
        this.generator = generator;
        this.clock = clock;
    }

    /** Makes a user; in another tenant only for administrators of the installation. */
    public Mono<User> create(Actor actor, CreateUser command) {
        return Mono.defer(() -> {
                    AccountRules.username(command.username());
                    AccountRules.email(command.email());
                    AccountRules.password(command.password());
                    AccountRules.roles(command.roles());
                    return passwords.hash(command.password());
                })
                .flatMap(hash -> change(
                        actor,
                        tenant(actor, command.tenant())
                                .flatMap(tenant -> users.insert(newUser(tenant, command, hash)))
                                .flatMap(user -> audited(actor, "user.create", user))));
    }

    /** The next users of a tenant; see {@link UserRepository#list}. */
    public Flux<User> list(long tenantId, long afterId, int limit) {
        return users.list(tenantId, afterId, limit);
    }

    /** One user; empty if the tenant has none of that name. */
    public Mono<User> find(long tenantId, UUID publicId) {
        return users.find(tenantId, publicId);
    }

    /** One user by its key; empty if the tenant has none of that key. */
    public Mono<User> find(long tenantId, long id) {
        return users.findById(id).filter(user -> user.tenantId() == tenantId);
    }

    /** Changes a user; emits it as it is then, empty if the tenant has none of that name. What changes nothing leaves no trace. */
    public Mono<User> update(Actor actor, UUID publicId, UserChange change) {
        return newHash(change)
                .flatMap(hash -> change(
                        actor,
                        locked(actor, publicId)
                                .flatMap(user ->
                                        change.changes(user) ? apply(actor, user, change, hash) : Mono.just(user))));
    }

    /** Deletes a user and revokes its tokens; emits what it was, empty if the tenant has none of that name. */
    public Mono<User> delete(Actor actor, UUID publicId) {
        return change(actor, locked(actor, publicId).flatMap(user -> {
            Instant now = clock.instant();
            return keepAdministrator(user, false)
                    .then(tokens.revokeOwnedBy(user.id(), now))
                    .then(users.delete(user.id(), now))
                    .then(audited(actor, "user.delete", user));
        }));
    }

    private Mono<User> apply(Actor actor, User user, UserChange change, Optional<String> hash) {
        Instant now = clock.instant();
        User changed = changed(user, change, now);
        return keepAdministrator(user, changed.isAdministrator())
                .then(users.update(changed))
                .then(hash.map(text -> users.updatePassword(user.id(), text, now))
                        .orElse(Mono.empty()))
                .then(audited(actor, "user.update", changed));
    }

    /** The tenant's row is locked, so that two administrators cannot remove each other at the same time. */
    private Mono<User> locked(Actor actor, UUID publicId) {
        return tenants.lock(actor.tenantId()).then(users.findForUpdate(actor.tenantId(), publicId));
    }

    private Mono<Void> keepAdministrator(User user, boolean stays) {
        if (!user.isAdministrator() || stays) {
            return Mono.empty();
        }
        return users.countAdministrators(user.tenantId())
                .flatMap(count -> count > 1 ? Mono.empty() : Mono.error(LastAdministrator::new));
    }

    private Mono<Long> tenant(Actor actor, @Nullable UUID wanted) {
        if (wanted == null) {
            return Mono.just(actor.tenantId());
        }
        // Who may not choose learns nothing of which tenants there are.
        return tenants.installation()
                .filterWhen(installation -> mayChoose(actor, installation, wanted))
                .switchIfEmpty(Mono.error(InstallationOnly::new))
                .then(tenants.find(wanted))
                .map(Tenant::id)
                .switchIfEmpty(Mono.error(() -> new Invalid("tenant", "There is no such tenant")));
    }

    private Mono<Boolean> mayChoose(Actor actor, long installation, UUID wanted) {
        return installation == actor.tenantId()
                ? Mono.just(true)
                : tenants.findById(actor.tenantId()).map(own -> own.publicId().equals(wanted));
    }

    private Mono<Optional<String>> newHash(UserChange change) {
        return Mono.defer(() -> {
            check(change);
            String password = change.password();
            return password == null
                    ? Mono.just(Optional.empty())
                    : passwords.hash(AccountRules.password(password)).map(Optional::of);
        });
    }

    private static void check(UserChange change) {
        if (change.username() != null) {
            AccountRules.username(change.username());
        }
        if (change.email() != null) {
            AccountRules.email(change.email());
        }
        if (change.roles() != null) {
            AccountRules.roles(change.roles());
        }
    }

    private Mono<User> change(Actor actor, Mono<User> work) {
        return transactions
                .inTransaction(callers.require(actor).then(work))
                .onErrorMap(Conflict.class, e -> new Taken(e.constraint().endsWith("email") ? "email" : "username"));
    }

    private Mono<User> audited(Actor actor, String action, User user) {
        Map<String, String> details = Map.of("username", user.username());
        return audit.write(new AuditEvent(
                        clock.instant(), actor, action, user.publicId().toString(), details))
                .thenReturn(user);
    }

    private NewUser newUser(long tenant, CreateUser command, String hash) {
        return new NewUser(
                generator.uuid(),
                tenant,
                command.username(),
                command.email(),
                hash,
                command.roles(),
                command.active(),
                command.regular(),
                clock.instant());
    }

    private static User changed(User user, UserChange change, Instant now) {
        return new User(
                user.id(),
                user.publicId(),
                user.tenantId(),
                or(change.username(), user.username()),
                or(change.email(), user.email()),
                or(change.roles(), user.roles()),
                or(change.active(), user.active()),
                or(change.regular(), user.regular()),
                user.createdAt(),
                now,
                user.revision() + 1);
    }

    private static <T> T or(@Nullable T changed, T present) {
        return changed == null ? present : changed;
    }
}
