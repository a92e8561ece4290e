package io.tokengate.domain.store;

import io.tokengate.domain.token.Tenant;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where tenants are kept. Rules of threads and errors as in {@link TokenRepository}. */
public interface TenantRepository {
    /** The key of the tenant that administers the installation; exactly one value. */
    Mono<Long> installation();

    /** The tenant of this key; empty if there is none. */
    Mono<Tenant> findById(long id);

    /** The tenant of this name; empty if there is none. */
    Mono<Tenant> find(UUID publicId);

    /** As {@link #findById}, and locks it until the transaction ends, so that changes of its administrators take turns. */
    Mono<Tenant> lock(long id);

    /**
     * The next tenants in the order of their keys.
     *
     * @param afterId the last key of the page before, 0 for the first page
     */
    Flux<Tenant> list(long afterId, int limit);

    /** Stores a new tenant; error {@link StoreException.Conflict} if its name is taken. */
    Mono<Tenant> insert(UUID publicId, String name, Instant at);

    /** Stores a locked tenant's name and whether it is active; error as for {@link #insert}. */
    Mono<Void> update(Tenant tenant, Instant at);
}
