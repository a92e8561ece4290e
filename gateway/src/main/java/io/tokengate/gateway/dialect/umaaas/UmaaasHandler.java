package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.CreateToken;
import io.tokengate.domain.manage.TokenPage;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Forbidden;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Invalid;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.NotFound;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The four operations; credentials are judged before anything else, the body and the id after them. */
final class UmaaasHandler {
    static final MediaType JSON = MediaType.APPLICATION_JSON;

    private static final int MAX_BODY = 64 * 1024;

    private final UmaaasCallers callers;
    private final TokenService tokens;
    private final UmaaasTokenFormat format;
    private final ListCursors cursors;

    UmaaasHandler(UmaaasCallers callers, TokenService tokens, UmaaasTokenFormat format, ListCursors cursors) {
        this.callers = callers;
        this.tokens = tokens;
        this.format = format;
        this.cursors = cursors;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.manager(request)
                .flatMap(caller -> Body.json(request, MAX_BODY)
                        .map(body -> TokenInput.of(Json.read(body, UmaaasJson.TokenCreate.class)))
                        .flatMap(wanted -> issue(request, caller, wanted)));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.reader(request).flatMap(caller -> {
            long tenant = caller.tenant().id();
            PageRequest page = PageRequest.parse(new ListParameters(request.queryParams()), tenant, cursors);
            return tokens.page(page.query(tenant))
                    .flatMap(found -> ok(UmaaasMapper.list(found, nextCursor(tenant, page, found))));
        });
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.reader(request)
                .flatMap(caller -> tokens.find(ref(request, caller)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> ok(UmaaasMapper.token(token)));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return callers.manager(request)
                .flatMap(caller -> revoke(request, caller))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> issue(ServerRequest request, ApiToken caller, TokenInput wanted) {
        if (!caller.scopes().containsAll(wanted.scopes())) {
            throw Forbidden.beyondItsOwn();
        }
        Minted minted = format.mint();
        CreateToken command = new CreateToken(
                UmaaasTokenFormat.DIALECT,
                minted,
                caller.owner().id(),
                wanted.name(),
                wanted.scopes(),
                false,
                true,
                null);
        return tokens.create(callers.actor(request, caller, wanted.scopes()), command)
                .flatMap(token -> created(token, ClientCredential.of(minted)));
    }

    private static Mono<ServerResponse> created(ApiToken token, ClientCredential credential) {
        return ServerResponse.created(URI.create(
                        UmaaasDialect.BASE + "/tokens/" + credential.id().text()))
                .cacheControl(CacheControl.noStore())
                .contentType(JSON)
                .bodyValue(Json.write(UmaaasMapper.token(token, credential.clientSecret())));
    }

    private Mono<ApiToken> revoke(ServerRequest request, ApiToken caller) {
        TokenRef ref = ref(request, caller);
        if (ref.equals(caller.ref())) {
            throw new Invalid(Map.of("tokenId", "must not be the token that you are using"));
        }
        return tokens.revoke(callers.actor(request, caller, Scopes.NONE), ref);
    }

    private @Nullable String nextCursor(long tenant, PageRequest page, TokenPage found) {
        return found.hasMore()
                ? cursors.seal(
                        new ListCursors.Place(
                                page.filter(), found.tokens().getLast().id().value()),
                        tenant)
                : null;
    }

    private static Mono<ServerResponse> ok(Object body) {
        return ServerResponse.ok().contentType(JSON).bodyValue(Json.write(body));
    }

    /** An id of another form finds nothing, for it was never given to a token. */
    private static TokenRef ref(ServerRequest request, ApiToken caller) {
        UmaaasTokenId id = UmaaasTokenId.parse(request.pathVariable("tokenId")).orElseThrow(NotFound::new);
        return new TokenRef(caller.tenant().id(), UmaaasTokenFormat.DIALECT, id.publicId());
    }
}
