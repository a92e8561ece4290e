package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Unauthorized;
import io.tokengate.gateway.security.TokenCallers;
import io.tokengate.gateway.security.UserCallers;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Who calls: by a token in {@code X-API-TOKEN}, or by username and password. The token is looked at first and alone
 * decides if it is there, because generated clients send an empty {@code Authorization: Basic Og==} beside it.
 */
final class CredentialManagerCallers {
    static final String TOKEN = "X-API-TOKEN";

    private final TokenCallers tokens;
    private final UserCallers users;
    private final AccountService accounts;

    CredentialManagerCallers(TokenCallers tokens, UserCallers users, AccountService accounts) {
        this.tokens = tokens;
        this.users = users;
        this.accounts = accounts;
    }

    /**
     * An active user who calls, with a token or without.
     *
     * @param user who, as it is now
     * @param actors the same for use cases, by what they need
     */
    record Caller(User user, Function<Authority, Actor> actors) {
        long id() {
            return user.id();
        }

        long tenant() {
            return user.tenantId();
        }

        boolean isAdministrator() {
            return user.isAdministrator();
        }

        /** Whether it may see and change what this user owns. */
        boolean mayManage(long owner) {
            return owner == id() || isAdministrator();
        }

        /** As whom it acts on what this user owns. */
        Actor over(long owner) {
            return actors.apply(owner == id() ? Authority.ANY : Authority.ADMINISTRATOR);
        }

        /** As whom it deletes what this user owns. */
        Actor deleting(long owner) {
            return actors.apply(owner == id() ? Authority.DELETER : Authority.ADMINISTRATOR);
        }
    }

    /** The caller; error {@link Unauthorized}, before anything else of the request is looked at. */
    Mono<Caller> authenticate(ServerRequest request) {
        String presented = request.headers().firstHeader(TOKEN);
        Mono<Caller> caller = presented == null ? byPassword(request) : byToken(request, presented);
        return caller.switchIfEmpty(Mono.error(Unauthorized::new));
    }

    private Mono<Caller> byPassword(ServerRequest request) {
        return users.authenticate(request)
                .map(user -> new Caller(user, authority -> users.actor(request, user, authority)));
    }

    private Mono<Caller> byToken(ServerRequest request, String presented) {
        return tokens.authenticate(request, CredentialManagerTokenFormat.DIALECT, TokenSecret.of(presented.strip()))
                .flatMap(token -> owner(token)
                        .map(user -> new Caller(user, authority -> tokens.actor(request, token, authority))));
    }

    private Mono<User> owner(ApiToken token) {
        return accounts.find(token.tenant().id(), token.owner().id()).filter(User::active);
    }
}
