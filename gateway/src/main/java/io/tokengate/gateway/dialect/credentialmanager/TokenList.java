package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.manage.TokenService;
import io.tokengate.domain.store.TokenFilter;
import io.tokengate.domain.store.TokenOrder;
import io.tokengate.domain.store.TokenQuery;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists tokens in the order of their ids, by offset and limit as the contract wants it (docs, «List»). */
final class TokenList {
    private static final int STANDARD_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final CredentialManagerCallers callers;
    private final Owners owners;
    private final TokenService tokens;

    TokenList(CredentialManagerCallers callers, Owners owners, TokenService tokens) {
        this.callers = callers;
        this.owners = owners;
        this.tokens = tokens;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> query(caller, request.queryParams()))
                .flatMap(query ->
                        tokens.list(query).map(CredentialManagerMapper::listed).collectList())
                .flatMap(CredentialManagerAnswers::ok);
    }

    private Mono<TokenQuery> query(Caller caller, MultiValueMap<String, String> parameters) {
        Messages messages = new Messages();
        TokenFilter all = TokenFilter.all(caller.tenant(), CredentialManagerTokenFormat.DIALECT);
        String owner = one(parameters, Owners.FIELD, messages);
        Mono<TokenFilter> filter = owner == null
                ? Mono.just(caller.isAdministrator() ? all : all.ownedBy(caller.id()))
                : owners.resolve(caller, owner, messages).map(all::ownedBy);
        // Where none is resolved a message was noted, and so no query is made.
        return filter.defaultIfEmpty(all).map(found -> {
            String limit = one(parameters, "limit", messages);
            String offset = one(parameters, "offset", messages);
            int most = limit == null ? STANDARD_LIMIT : (int) Integers.between("limit", limit, 1, MAX_LIMIT, messages);
            long first = offset == null ? 0 : Integers.between("offset", offset, 0, Long.MAX_VALUE, messages);
            messages.throwIfAny();
            return new TokenQuery(found, TokenOrder.BY_ID, null, first, most);
        });
    }

    private static @Nullable String one(MultiValueMap<String, String> parameters, String name, Messages messages) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            messages.add(name, "Given more than once");
        }
        return values.size() == 1 ? String.valueOf(values.getFirst()) : null;
    }
}
