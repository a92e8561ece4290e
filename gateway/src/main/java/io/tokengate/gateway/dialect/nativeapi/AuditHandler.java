package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.store.AuditEntry;
import io.tokengate.domain.store.AuditRepository;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What happened in the caller's tenant, the newest first. */
final class AuditHandler {
    private final NativeCallers callers;
    private final AuditRepository audit;
    private final NativePages pages;

    AuditHandler(NativeCallers callers, AuditRepository audit, NativePages pages) {
        this.callers = callers;
        this.audit = audit;
        this.pages = pages;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.administratorOrScope(request, NativeScopes.READ_AUDIT)
                .flatMap(actor -> pages.page(
                        request,
                        actor.tenantId(),
                        (before, limit) -> audit.list(actor.tenantId(), before, limit),
                        AuditEntry::id,
                        NativeMapper::event))
                .flatMap(NativeRequests::ok);
    }
}
