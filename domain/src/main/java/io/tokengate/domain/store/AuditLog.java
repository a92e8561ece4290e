package io.tokengate.domain.store;

import reactor.core.publisher.Mono;

/** Where audit events go. */
@FunctionalInterface
public interface AuditLog {
    /** Writes one event in the present transaction. */
    Mono<Void> write(AuditEvent event);
}
