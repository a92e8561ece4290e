package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.dialect.Dialect;
import io.tokengate.gateway.dialect.Routes;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The API tokens of UMAaaS (docs/dialects/umaaas.md). */
final class UmaaasDialect implements Dialect {
    static final String BASE = "/umaaas/v1";

    private final UmaaasHandler tokens;

    UmaaasDialect(UmaaasHandler tokens) {
        this.tokens = tokens;
    }

    @Override
    public DialectName name() {
        return UmaaasTokenFormat.DIALECT;
    }

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .get("/tokens", tokens::list)
                .post("/tokens", tokens::create)
                .get("/tokens/{tokenId}", tokens::get)
                .delete("/tokens/{tokenId}", tokens::delete);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return UmaaasErrors.answer(failure, request);
    }
}
