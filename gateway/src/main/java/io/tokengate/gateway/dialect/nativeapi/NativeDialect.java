package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.dialect.Dialect;
import io.tokengate.gateway.dialect.Routes;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** tokengate's own API (docs/dialects/native.md). */
final class NativeDialect implements Dialect {
    static final String BASE = "/v1";

    private final UserHandler users;
    private final TenantHandler tenants;
    private final NativeTokenHandler tokens;
    private final AuditHandler audit;

    NativeDialect(UserHandler users, TenantHandler tenants, NativeTokenHandler tokens, AuditHandler audit) {
        this.users = users;
        this.tenants = tenants;
        this.tokens = tokens;
        this.audit = audit;
    }

    @Override
    public DialectName name() {
        return NativeTokenFormat.DIALECT;
    }

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .get("/users/me", users::me)
                .put("/users/me/password", users::changePassword)
                .get("/users", users::list)
                .post("/users", users::create)
                .get("/users/{id}", users::get)
                .patch("/users/{id}", users::update)
                .delete("/users/{id}", users::delete)
                .get("/tenants", tenants::list)
                .post("/tenants", tenants::create)
                .get("/tenants/{id}", tenants::get)
                .patch("/tenants/{id}", tenants::update)
                .get("/tokens", tokens::list)
                .post("/tokens", tokens::create)
                .get("/tokens/{id}", tokens::get)
                .delete("/tokens/{id}", tokens::revoke)
                .get("/audit", audit::list);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return NativeErrors.answer(failure, request);
    }
}
