package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.dialect.Dialect;
import io.tokengate.gateway.dialect.Routes;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Users' API tokens as the client {@code kps_api} knows them (docs/dialects/kps.md). */
final class KpsDialect implements Dialect {
    static final String BASE = "/v1.0";

    private final KpsLoginHandler logins;
    private final KpsTokenHandler tokens;

    KpsDialect(KpsLoginHandler logins, KpsTokenHandler tokens) {
        this.logins = logins;
        this.tokens = tokens;
    }

    @Override
    public DialectName name() {
        return KpsTokenFormat.DIALECT;
    }

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .post("/login", logins::login)
                .post("/login/shortlogintoken", logins::shortLoginToken)
                .post("/login/logintoken", logins::loginToken)
                .post("/userapitokens", tokens::create)
                .get("/userapitokens", tokens::listOwn)
                .get("/userapitokensall", tokens::listAll)
                .put("/userapitokens/{id}", tokens::update)
                .delete("/userapitokens/{id}", tokens::delete);
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return KpsErrors.answer(failure, request);
    }
}
