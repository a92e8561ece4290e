package io.tokengate.domain.account;

import io.tokengate.domain.account.AccountException.InstallationOnly;
import io.tokengate.domain.account.AccountException.InstallationStays;
import io.tokengate.domain.account.AccountException.Taken;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.CallerCheck;
import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.domain.store.AuditEvent;
import io.tokengate.domain.store.AuditLog;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.domain.store.TenantRepository;
import io.tokengate.domain.store.Transactions;
import io.tokengate.domain.token.Tenant;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tenants: managed by administrators of the installation's own tenant, and seen by the others as far as they are
 * theirs. Errors as in {@link AccountService}.
 */
public final class TenantService {
    private final TenantRepository tenants;
    private final CallerCheck callers;
    private final AuditLog audit;
    private final Transactions transactions;
    private final SecretGenerator generator;
    private final Clock clock;

    public TenantService(
            TenantRepository tenants,
            CallerCheck callers,
            AuditLog audit,
            Transactions transactions,
            SecretGenerator generator,
            Clock clock) {
        this.tenants = tenants;
        this.callers = callers;
        this.audit = audit;
        this.transactions = transactions;
        this.generator = generator;
        this.clock = clock;
    }

    /** Makes a tenant. */
    public Mono<Tenant> create(Actor actor, String name) {
        return change(
                actor,
                Mono.defer(() -> tenants.insert(generator.uuid(), AccountRules.tenantName(name), clock.instant()))
                        .flatMap(tenant -> audited(actor, "tenant.create", tenant)));
    }

    /** The next tenants that the actor may see; see {@link TenantRepository#list}. */
    public Flux<Tenant> list(Actor actor, long afterId, int limit) {
        return isInstallation(actor)
                .flatMapMany(all -> all
                        ? tenants.list(afterId, limit)
                        : tenants.findById(actor.tenantId()).filter(own -> own.id() > afterId));
    }

    /** One tenant; empty if there is none of that name, or none that the actor may see. */
    public Mono<Tenant> find(Actor actor, UUID publicId) {
        return tenants.find(publicId)
                .filterWhen(tenant -> isInstallation(actor).map(all -> all || tenant.id() == actor.tenantId()));
    }

    /**
     * Renames a tenant or switches it; emits it as it is then, empty if there is none of that name. What changes nothing
     * leaves no trace.
     */
    public Mono<Tenant> update(Actor actor, UUID publicId, @Nullable String name, @Nullable Boolean active) {
        return change(
                actor,
                tenants.find(publicId)
                        .flatMap(found -> tenants.lock(found.id()))
                        .flatMap(tenant -> apply(actor, tenant, name, active)));
    }

    private Mono<Tenant> apply(Actor actor, Tenant tenant, @Nullable String name, @Nullable Boolean active) {
        Tenant changed = new Tenant(
                tenant.id(),
                tenant.publicId(),
                name == null ? tenant.name() : AccountRules.tenantName(name),
                active == null ? tenant.active() : active);
        if (changed.equals(tenant)) {
            return Mono.just(tenant);
        }
        // Only the installation's administrators come this far, so the actor's tenant is the installation's.
        return !changed.active() && tenant.id() == actor.tenantId()
                ? Mono.error(InstallationStays::new)
                : tenants.update(changed, clock.instant()).then(audited(actor, "tenant.update", changed));
    }

    private Mono<Tenant> change(Actor actor, Mono<Tenant> work) {
        Mono<Void> allowed = isInstallation(actor)
                .flatMap(installation -> installation ? Mono.empty() : Mono.error(InstallationOnly::new));
        return transactions
                .inTransaction(callers.require(actor).then(allowed).then(work))
                .onErrorMap(Conflict.class, e -> new Taken("name"));
    }

    private Mono<Boolean> isInstallation(Actor actor) {
        return tenants.installation().map(id -> id == actor.tenantId());
    }

    private Mono<Tenant> audited(Actor actor, String action, Tenant tenant) {
        return audit.write(new AuditEvent(
                        clock.instant(), actor, action, tenant.publicId().toString(), Map.of("name", tenant.name())))
                .thenReturn(tenant);
    }
}
