package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.TenantService;
import io.tokengate.domain.token.Tenant;
import io.tokengate.gateway.dialect.nativeapi.NativeException.NotFound;
import io.tokengate.gateway.http.Json;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tenants, for administrators. */
final class TenantHandler {
    private final NativeCallers callers;
    private final TenantService tenants;
    private final NativePages pages;

    TenantHandler(NativeCallers callers, TenantService tenants, NativePages pages) {
        this.callers = callers;
        this.tenants = tenants;
        this.pages = pages;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.WriteTenant.class)
                        .map(body -> NativeRequests.required(body.name(), "name"))
                        .flatMap(name -> tenants.create(caller.actor(), name)))
                .flatMap(TenantHandler::created);
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> pages.page(
                        request,
                        caller.user().tenantId(),
                        (after, limit) -> tenants.list(caller.actor(), after, limit),
                        Tenant::id,
                        NativeMapper::tenant))
                .flatMap(NativeRequests::ok);
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> tenants.find(caller.actor(), NativeRequests.id(request)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(tenant -> NativeRequests.ok(NativeMapper.tenant(tenant)));
    }

    Mono<ServerResponse> update(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.WriteTenant.class)
                        .flatMap(body ->
                                tenants.update(caller.actor(), NativeRequests.id(request), body.name(), body.active())))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(tenant -> NativeRequests.ok(NativeMapper.tenant(tenant)));
    }

    private static Mono<ServerResponse> created(Tenant tenant) {
        NativeJson.Tenant shown = NativeMapper.tenant(tenant);
        return ServerResponse.created(URI.create(NativeDialect.BASE + "/tenants/" + shown.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.write(shown));
    }
}
