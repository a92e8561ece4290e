package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.manage.CreateToken;
import io.tokengate.domain.manage.TokenChange;
import io.tokengate.domain.manage.TokenLimit;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.gateway.dialect.kps.KpsCallers.Caller;
import io.tokengate.gateway.dialect.kps.KpsException.BadInput;
import io.tokengate.gateway.dialect.kps.KpsException.NotFound;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Tokens of users, each of which makes and deletes its own; an infra admin may list them all and switch any. Owners do
 * not change, so looking at the token first and changing it then leaves no gap.
 */
final class KpsTokenHandler {
    private static final String NOTHING = "";

    private final KpsCallers callers;
    private final TokenService tokens;
    private final TokenLimit limit;
    private final KpsTokenFormat format;
    private final KpsTokenList list;

    KpsTokenHandler(KpsCallers callers, TokenService tokens, TokenLimit limit, KpsTokenFormat format) {
        this.callers = callers;
        this.tokens = tokens;
        this.limit = limit;
        this.format = format;
        this.list = new KpsTokenList(tokens);
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.user(request)
                .flatMap(caller -> KpsRequests.body(request, KpsJson.Create.class)
                        .map(KpsInput::create)
                        .flatMap(active -> issue(caller, active)));
    }

    Mono<ServerResponse> listOwn(ServerRequest request) {
        return callers.user(request).flatMap(caller -> list.answer(all(caller).ownedBy(caller.userId())));
    }

    Mono<ServerResponse> listAll(ServerRequest request) {
        return callers.administrator(request).flatMap(caller -> list.answer(all(caller)));
    }

    Mono<ServerResponse> update(ServerRequest request) {
        return callers.user(request)
                .flatMap(caller -> KpsRequests.body(request, KpsJson.Update.class)
                        .map(KpsInput::update)
                        .flatMap(wanted -> update(caller, request.pathVariable("id"), wanted)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> KpsRequests.ok(new KpsJson.Changed(token.publicId())));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return callers.user(request)
                .flatMap(caller -> find(caller, request.pathVariable("id"))
                        .filter(token -> token.owner().id() == caller.userId())
                        .flatMap(token -> tokens.revoke(caller.actor(Authority.ANY), token.ref())))
                .map(ApiToken::publicId)
                .defaultIfEmpty(NOTHING)
                .flatMap(id -> KpsRequests.ok(new KpsJson.Changed(id)));
    }

    private Mono<ServerResponse> issue(Caller caller, boolean active) {
        Minted minted = format.mint();
        CreateToken command =
                new CreateToken(KpsTokenFormat.DIALECT, minted, caller.userId(), "", Scopes.NONE, false, active, null);
        return tokens.create(caller.actor(Authority.ANY), command, limit)
                .switchIfEmpty(Mono.error(() -> new BadInput("You have as many tokens as a user may have")))
                .flatMap(token -> KpsRequests.secret(KpsMapper.created(token, minted.secret())));
    }

    /** The token meant has the path's id and the body's owner; empty if there is none. */
    private Mono<ApiToken> update(Caller caller, String id, KpsInput.Update wanted) {
        boolean own = wanted.userId().equals(caller.userPublicId());
        if (!own && !caller.administrator()) {
            throw new BadInput("userId must be your own");
        }
        Authority authority = own ? Authority.ANY : Authority.ADMINISTRATOR;
        return find(caller, id)
                .filter(token -> token.owner().publicId().toString().equals(wanted.userId()))
                .flatMap(token -> tokens.update(
                        caller.actor(authority), token.ref(), new TokenChange(null, wanted.active(), null)));
    }

    private Mono<ApiToken> find(Caller caller, String id) {
        return Mono.justOrEmpty(KpsTokenId.parse(caller.tenantId(), id)).flatMap(tokens::find);
    }

    private static TokenFilter all(Caller caller) {
        return TokenFilter.all(caller.tenantId(), KpsTokenFormat.DIALECT);
    }
}
