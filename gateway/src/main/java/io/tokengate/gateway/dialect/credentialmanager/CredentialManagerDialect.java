package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.dialect.Dialect;
import io.tokengate.gateway.dialect.Routes;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** CredentialManager's API for its API tokens (docs/dialects/credentialmanager.md). */
final class CredentialManagerDialect implements Dialect {
    static final String BASE = "/api/v1";

    private final TokenList list;
    private final TokenIssue issue;
    private final CredentialManagerHandler tokens;
    private final CredentialManagerOptions options;

    CredentialManagerDialect(
            TokenList list, TokenIssue issue, CredentialManagerHandler tokens, CredentialManagerOptions options) {
        this.list = list;
        this.issue = issue;
        this.tokens = tokens;
        this.options = options;
    }

    @Override
    public DialectName name() {
        return CredentialManagerTokenFormat.DIALECT;
    }

    @Override
    public String base() {
        return BASE;
    }

    /** One client ends its paths with a slash, another does not. */
    @Override
    public Routes routes() {
        Routes routes = Routes.below(BASE);
        for (String end : List.of("", "/")) {
            routes.get("/api_tokens" + end, list::list)
                    .post("/api_tokens" + end, issue::create)
                    .on(HttpMethod.OPTIONS, "/api_tokens" + end, options::collection)
                    .get("/api_tokens/{id}" + end, tokens::get)
                    .patch("/api_tokens/{id}" + end, tokens::patch)
                    .delete("/api_tokens/{id}" + end, tokens::delete)
                    .on(HttpMethod.OPTIONS, "/api_tokens/{id}" + end, options::item)
                    .get("/users/me" + end, tokens::me)
                    .on(HttpMethod.OPTIONS, "/users/me" + end, options::user);
        }
        return routes;
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return CredentialManagerErrors.answer(failure, request);
    }
}
