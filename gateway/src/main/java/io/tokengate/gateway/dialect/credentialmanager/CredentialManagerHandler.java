package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Forbidden;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.NotFound;
import io.tokengate.gateway.http.Body;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * One token by its id: get, patch, delete; and the calling user. Checked in the order 401, 404, 403, 422, 409. Owners do
 * not change, so looking at the token first and changing it then leaves no gap.
 */
final class CredentialManagerHandler {
    private static final int MAX_BODY = 64 * 1024;

    private final CredentialManagerCallers callers;
    private final FoundTokens found;
    private final TokenService tokens;
    private final CredentialManagerAnswers answers;

    CredentialManagerHandler(
            CredentialManagerCallers callers,
            FoundTokens found,
            TokenService tokens,
            CredentialManagerAnswers answers) {
        this.callers = callers;
        this.found = found;
        this.tokens = tokens;
        this.answers = answers;
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> found.managed(caller, request))
                .flatMap(answers::shown);
    }

    Mono<ServerResponse> patch(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> found.managed(caller, request).flatMap(token -> patch(request, caller, token)))
                .flatMap(answers::shown);
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> found.managed(caller, request).flatMap(token -> delete(caller, token)))
                .flatMap(token -> ServerResponse.noContent().build());
    }

    Mono<ServerResponse> me(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> CredentialManagerAnswers.ok(CredentialManagerMapper.me(caller.user())));
    }

    private Mono<ApiToken> patch(ServerRequest request, Caller caller, ApiToken token) {
        return Body.json(request, MAX_BODY)
                .map(PatchReader::read)
                .flatMap(patch -> tokens.update(caller.over(token.owner().id()), token.ref(), patch::on))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<ApiToken> delete(Caller caller, ApiToken token) {
        if (!caller.user().mayDelete()) {
            return Mono.error(() -> new Forbidden("A read-only account may not delete"));
        }
        return tokens.revoke(caller.deleting(token.owner().id()), token.ref()).switchIfEmpty(Mono.error(NotFound::new));
    }
}
