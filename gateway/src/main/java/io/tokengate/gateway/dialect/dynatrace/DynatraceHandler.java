package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.CreateToken;
import io.tokengate.domain.manage.TokenChange;
import io.tokengate.domain.manage.TokenPage;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.gateway.dialect.dynatrace.DynatraceCallers.Caller;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.NotFound;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Create, list, get and update; credentials are judged before anything else, the body before the id. */
final class DynatraceHandler {
    private static final MediaType JSON = new MediaType("application", "json", StandardCharsets.UTF_8);

    /** The payload limit of the published contract. */
    static final int MAX_BODY = 1024 * 1024;

    private final DynatraceCallers callers;
    private final TokenService tokens;
    private final DynatraceTokenFormat format;
    private final PageKeys pageKeys;
    private final Clock clock;

    DynatraceHandler(
            DynatraceCallers callers,
            TokenService tokens,
            DynatraceTokenFormat format,
            PageKeys pageKeys,
            Clock clock) {
        this.callers = callers;
        this.tokens = tokens;
        this.format = format;
        this.pageKeys = pageKeys;
        this.clock = clock;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.withScope(request, DynatraceScopes.WRITE_TOKENS)
                .flatMap(caller -> Body.json(request, MAX_BODY)
                        .map(body ->
                                DynatraceInput.create(Json.read(body, DynatraceJson.Create.class), clock.instant()))
                        .flatMap(wanted -> issue(caller, wanted)));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.withScope(request, DynatraceScopes.READ_TOKENS).flatMap(caller -> {
            long tenant = caller.token().tenant().id();
            ListParameters parameters = new ListParameters(request.queryParams());
            PageRequest page = PageRequest.parse(parameters, tenant, clock.instant(), pageKeys);
            return tokens.page(DynatraceMapper.query(page, tenant))
                    .flatMap(found ->
                            ok(DynatraceMapper.list(page.query(), found, nextPageKey(tenant, page.query(), found))));
        });
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.withScope(request, DynatraceScopes.READ_TOKENS)
                .flatMap(caller -> tokens.find(ref(caller, request.pathVariable("id"))))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> ok(DynatraceMapper.token(token)));
    }

    Mono<ServerResponse> update(ServerRequest request) {
        return callers.withScope(request, DynatraceScopes.WRITE_TOKENS)
                .flatMap(caller -> Body.json(request, MAX_BODY)
                        .map(body -> DynatraceInput.update(Json.read(body, DynatraceJson.Update.class)))
                        .flatMap(change -> update(caller, request.pathVariable("id"), change)));
    }

    private Mono<ServerResponse> issue(Caller caller, DynatraceInput.Wanted wanted) {
        Minted minted = format.mint();
        CreateToken command = new CreateToken(
                DynatraceTokenFormat.DIALECT,
                minted,
                caller.token().owner().id(),
                wanted.name(),
                wanted.scopes(),
                wanted.personal(),
                true,
                wanted.expiresAt());
        return tokens.create(caller.actor(), command).flatMap(token -> created(minted, token));
    }

    private static Mono<ServerResponse> created(Minted minted, ApiToken token) {
        String expiration = DynatraceMapper.text(token.expiresAt());
        return ServerResponse.created(URI.create(DynatraceDialect.BASE + "/apiTokens/" + token.publicId()))
                .cacheControl(CacheControl.noStore())
                .contentType(JSON)
                .bodyValue(Json.write(new DynatraceJson.Created(
                        token.publicId(), minted.secret().reveal(), expiration)));
    }

    private Mono<ServerResponse> update(Caller caller, String id, TokenChange change) {
        if (id.equals(caller.token().publicId()) && Boolean.FALSE.equals(change.enabled())) {
            throw Parameter.body("enabled").refused("You cannot disable the token that you are using");
        }
        return tokens.update(caller.actor(), ref(caller, id), change)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> ServerResponse.status(HttpStatus.NO_CONTENT).build());
    }

    private @Nullable String nextPageKey(long tenant, ListQuery query, TokenPage page) {
        return page.hasMore()
                ? pageKeys.next(
                        tenant, query, DynatraceMapper.position(page.tokens().getLast(), query.sort()))
                : null;
    }

    /** Any answer of this dialect that has a body. */
    static Answer answer(HttpStatusCode status, Map<String, String> headers, byte[] body) {
        return new Answer(status, JSON.toString(), headers, body);
    }

    private static Mono<ServerResponse> ok(Object body) {
        return ServerResponse.ok().contentType(JSON).bodyValue(Json.write(body));
    }

    /** An id of another form finds nothing, for it was never given to a token. */
    private static TokenRef ref(Caller caller, String id) {
        if (DynatraceTokenId.parse(id).isEmpty()) {
            throw new NotFound();
        }
        return new TokenRef(caller.token().tenant().id(), DynatraceTokenFormat.DIALECT, id);
    }
}
