package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.manage.CreateToken;
import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.Position;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenFormat.Minted;
import io.tokengate.domain.token.TokenRef;
import io.tokengate.gateway.dialect.nativeapi.NativeCallers.Caller;
import io.tokengate.gateway.dialect.nativeapi.NativeException.Invalid;
import io.tokengate.gateway.dialect.nativeapi.NativeException.NotFound;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.Text;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Native tokens, for administrators of their tenant. */
final class NativeTokenHandler {
    private static final int MAX_NAME = 1_000;

    private final NativeCallers callers;
    private final TokenService tokens;
    private final NativeTokenFormat format;
    private final NativePages pages;
    private final Clock clock;

    NativeTokenHandler(
            NativeCallers callers, TokenService tokens, NativeTokenFormat format, NativePages pages, Clock clock) {
        this.callers = callers;
        this.tokens = tokens;
        this.format = format;
        this.pages = pages;
        this.clock = clock;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.CreateToken.class)
                        .flatMap(body -> issue(caller, body)));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> {
                    long tenant = caller.user().tenantId();
                    return pages.page(
                            request,
                            tenant,
                            (after, limit) -> rows(tenant, after, limit),
                            (ApiToken token) -> token.id().value(),
                            token -> NativeMapper.token(token, null));
                })
                .flatMap(NativeRequests::ok);
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> tokens.find(ref(caller, request)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> NativeRequests.ok(NativeMapper.token(token, null)));
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> tokens.revoke(caller.actor(), ref(caller, request)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(token -> NativeRequests.noContent());
    }

    private Mono<ServerResponse> issue(Caller caller, NativeJson.CreateToken body) {
        Minted minted = format.mint();
        CreateToken command = new CreateToken(
                NativeTokenFormat.DIALECT,
                minted,
                caller.user().id(),
                name(body.name()),
                scopes(body.scopes()),
                false,
                true,
                expiration(body.expiresAt()));
        return tokens.create(caller.actor(), command).flatMap(token -> created(minted, token));
    }

    private static Mono<ServerResponse> created(Minted minted, ApiToken token) {
        return ServerResponse.created(URI.create(NativeDialect.BASE + "/tokens/" + token.publicId()))
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.write(NativeMapper.token(token, minted.secret().reveal())));
    }

    private Flux<ApiToken> rows(long tenant, long after, int limit) {
        TokenFilter filter = TokenFilter.all(tenant, NativeTokenFormat.DIALECT);
        return tokens.list(new TokenQuery(filter, TokenOrder.BY_ID, new Position(null, null, after), 0, limit));
    }

    private static TokenRef ref(Caller caller, ServerRequest request) {
        String id = NativeRequests.id(request).toString();
        return new TokenRef(caller.user().tenantId(), NativeTokenFormat.DIALECT, id);
    }

    private static String name(@Nullable String name) {
        String given = NativeRequests.required(name, "name");
        if (given.isEmpty() || given.length() > MAX_NAME || !Text.isStorable(given)) {
            throw new Invalid("name", "1 to " + MAX_NAME + " characters, all of them valid Unicode but NUL");
        }
        return given;
    }

    private static Scopes scopes(@Nullable List<@Nullable String> scopes) {
        List<@Nullable String> given = NativeRequests.required(scopes, "scopes");
        boolean known = given.stream().allMatch(scope -> scope != null && NativeScopes.ALL.contains(scope));
        if (given.isEmpty() || !known) {
            throw new Invalid("scopes", "At least one of " + String.join(", ", NativeScopes.ALL.names()));
        }
        return Scopes.of(given.stream().map(String::valueOf).toList());
    }

    private @Nullable Instant expiration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant expiresAt = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (expiresAt.isAfter(clock.instant()) && expiresAt.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return expiresAt;
            }
        } catch (DateTimeException e) {
            // The same answer as for a time that is over.
        }
        throw new Invalid("expiresAt", "A time to come, such as 2030-01-31T12:00:00Z");
    }
}
