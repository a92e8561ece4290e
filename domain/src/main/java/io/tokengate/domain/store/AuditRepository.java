package io.tokengate.domain.store;

import reactor.core.publisher.Flux;

/** Reads what {@link AuditLog} wrote. */
@FunctionalInterface
public interface AuditRepository {
    /**
     * A tenant's events, the newest first.
     *
     * @param beforeId the last key of the page before, {@link Long#MAX_VALUE} for the first page
     */
    Flux<AuditEntry> list(long tenantId, long beforeId, int limit);
}
