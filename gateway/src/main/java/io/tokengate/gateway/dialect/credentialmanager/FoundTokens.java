package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Forbidden;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.NotFound;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The token that a path names, by its key. What is there is told from what is not before what is forbidden. */
final class FoundTokens {
    /** The public id of these tokens is their key in decimal digits. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");

    private final TokenService tokens;

    FoundTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    /** The token in the caller's tenant, whosever it is; error {@link NotFound}. */
    Mono<ApiToken> any(Caller caller, ServerRequest request) {
        String id = request.pathVariable("id");
        return ID.matcher(id).matches()
                ? tokens.find(new TokenRef(caller.tenant(), CredentialManagerTokenFormat.DIALECT, id))
                        .switchIfEmpty(Mono.error(NotFound::new))
                : Mono.error(NotFound::new);
    }

    /** The token, if the caller may see and change it; error {@link NotFound} or {@link Forbidden}. */
    Mono<ApiToken> managed(Caller caller, ServerRequest request) {
        return any(caller, request)
                .filter(token -> caller.mayManage(token.owner().id()))
                .switchIfEmpty(Mono.error(() -> new Forbidden("This is another user's API token")));
    }
}
