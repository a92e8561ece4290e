package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.dynatrace.DynatraceCallers.Caller;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Forbidden;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Deletes by id or by whole secret; a right id with a wrong secret is nobody's. Never the token in use, whichever way
 * it is named. Owners do not change, so looking at the token first and revoking it then leaves no gap.
 */
final class DynatraceDeletion {
    private final DynatraceCallers callers;
    private final TokenService tokens;

    DynatraceDeletion(DynatraceCallers callers, TokenService tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return callers.withScope(request, DynatraceScopes.WRITE_TOKENS)
                .flatMap(caller -> find(caller, request.pathVariable("id")).flatMap(token -> revoke(caller, token)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> ServerResponse.status(HttpStatus.NO_CONTENT).build());
    }

    private Mono<ApiToken> find(Caller caller, String named) {
        long tenant = caller.token().tenant().id();
        return switch (TokenReference.parse(named).orElseThrow(NotFound::new)) {
            case DynatraceTokenId id -> tokens.find(new TokenRef(tenant, DynatraceTokenFormat.DIALECT, id.text()));
            case TokenText whole ->
                tokens.findBySecret(tenant, DynatraceTokenFormat.DIALECT, TokenSecret.of(whole.secret()));
        };
    }

    private Mono<ApiToken> revoke(Caller caller, ApiToken token) {
        if (token.id().equals(caller.token().id())) {
            throw new Parameter("id", ParameterLocation.PATH).refused("You cannot delete the token that you are using");
        }
        boolean foreign = token.owner().id() != caller.token().owner().id();
        if (foreign && caller.token().personal()) {
            throw Forbidden.foreignOwner();
        }
        return tokens.revoke(caller.actor(), token.ref());
    }
}
