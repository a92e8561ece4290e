package io.tokengate.gateway.security;

import io.tokengate.domain.account.AccountException.Locked;
import io.tokengate.domain.account.LoginOutcome;
import io.tokengate.domain.account.LoginSource;
import io.tokengate.domain.account.PasswordLogin;
import io.tokengate.domain.account.User;
import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.http.Text;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Callers who present a user's name and password by HTTP Basic. */
public final class UserCallers {
    private final PasswordLogin logins;
    private final ClientAddress addresses;

    public UserCallers(PasswordLogin logins, ClientAddress addresses) {
        this.logins = logins;
        this.addresses = addresses;
    }

    /** The calling user; empty without credentials, or for ones that are no good; error {@link Locked}. */
    public Mono<User> authenticate(ServerRequest request) {
        return Mono.justOrEmpty(BasicCredentials.parse(request.headers().firstHeader(HttpHeaders.AUTHORIZATION)))
                .filter(given -> !given.username().isEmpty() && Text.isStorable(given.username()))
                .flatMap(given ->
                        logins.login(given.username(), given.password(), LoginSource.of(addresses.of(request))))
                .flatMap(UserCallers::user);
    }

    private static Mono<User> user(LoginOutcome outcome) {
        return switch (outcome) {
            case LoginOutcome.LoggedIn login -> Mono.just(login.user());
            case LoginOutcome.Refused refused -> Mono.empty();
            case LoginOutcome.Locked locked -> Mono.error(Locked::new);
        };
    }

    /** Who acts, for a use case that needs this authority. */
    public Actor actor(ServerRequest request, User caller, Authority authority) {
        return new Actor(
                caller.tenantId(),
                caller.id(),
                null,
                authority,
                addresses.of(request),
                RequestId.of(request).value());
    }
}
