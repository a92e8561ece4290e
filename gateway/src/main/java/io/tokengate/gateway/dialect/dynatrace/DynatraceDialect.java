package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.dialect.Dialect;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.RequestId;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Dynatrace's Environment API v2 for access tokens (docs/dialects/dynatrace.md). */
final class DynatraceDialect implements Dialect {
    static final String BASE = "/api/v2";

    private final DynatraceHandler tokens;
    private final DynatraceDeletion deletion;
    private final DynatraceLookup lookup;

    DynatraceDialect(DynatraceHandler tokens, DynatraceDeletion deletion, DynatraceLookup lookup) {
        this.tokens = tokens;
        this.deletion = deletion;
        this.lookup = lookup;
    }

    @Override
    public DialectName name() {
        return DynatraceTokenFormat.DIALECT;
    }

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .lean(HttpMethod.POST, "/apiTokens/lookup", lookup)
                .get("/apiTokens", tokens::list)
                .post("/apiTokens", tokens::create)
                .get("/apiTokens/{id}", tokens::get)
                .put("/apiTokens/{id}", tokens::update)
                .delete("/apiTokens/{id}", deletion::delete);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return DynatraceErrors.of(failure, () -> RequestId.of(request)).toServerResponse();
    }
}
