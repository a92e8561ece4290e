package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.AccountException;
import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.account.CreateUser;
import io.tokengate.domain.account.PasswordService;
import io.tokengate.domain.account.Role;
import io.tokengate.domain.account.User;
import io.tokengate.domain.account.UserChange;
import io.tokengate.gateway.dialect.nativeapi.NativeException.Invalid;
import io.tokengate.gateway.dialect.nativeapi.NativeException.NotFound;
import io.tokengate.gateway.http.Json;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Users, for administrators of their tenant; oneself, for everybody. */
final class UserHandler {
    private final NativeCallers callers;
    private final AccountService accounts;
    private final PasswordService passwords;
    private final NativePages pages;

    UserHandler(NativeCallers callers, AccountService accounts, PasswordService passwords, NativePages pages) {
        this.callers = callers;
        this.accounts = accounts;
        this.passwords = passwords;
        this.pages = pages;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.CreateUser.class)
                        .map(UserHandler::command)
                        .flatMap(command -> accounts.create(caller.actor(), command)))
                .flatMap(UserHandler::created);
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> {
                    long tenant = caller.user().tenantId();
                    return pages.page(
                            request,
                            tenant,
                            (after, limit) -> accounts.list(tenant, after, limit),
                            User::id,
                            NativeMapper::user);
                })
                .flatMap(NativeRequests::ok);
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> accounts.find(caller.user().tenantId(), NativeRequests.id(request)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(user -> NativeRequests.ok(NativeMapper.user(user)));
    }

    Mono<ServerResponse> update(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.CreateUser.class)
                        .map(UserHandler::change)
                        .flatMap(change -> accounts.update(caller.actor(), NativeRequests.id(request), change)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(user -> NativeRequests.ok(NativeMapper.user(user)));
    }

    Mono<ServerResponse> delete(ServerRequest request) {
        return callers.administrator(request)
                .flatMap(caller -> accounts.delete(caller.actor(), NativeRequests.id(request)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(user -> NativeRequests.noContent());
    }

    Mono<ServerResponse> me(ServerRequest request) {
        return callers.user(request).flatMap(caller -> NativeRequests.ok(NativeMapper.user(caller.user())));
    }

    Mono<ServerResponse> changePassword(ServerRequest request) {
        return callers.user(request)
                .flatMap(caller -> NativeRequests.body(request, NativeJson.ChangePassword.class)
                        .flatMap(body -> passwords.changePassword(
                                caller.actor(),
                                caller.user().username(),
                                NativeRequests.required(body.current(), "current"),
                                NativeRequests.required(body.wanted(), "new"))))
                .onErrorMap(AccountException.Invalid.class, e -> new Invalid("new", e.getMessage()))
                .then(Mono.defer(NativeRequests::noContent));
    }

    private static Mono<ServerResponse> created(User user) {
        NativeJson.User shown = NativeMapper.user(user);
        return ServerResponse.created(URI.create(NativeDialect.BASE + "/users/" + shown.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.write(shown));
    }

    private static CreateUser command(NativeJson.CreateUser body) {
        return new CreateUser(
                body.tenant() == null ? null : NativeRequests.uuid(body.tenant(), "tenant"),
                NativeRequests.required(body.username(), "username"),
                NativeRequests.required(body.email(), "email"),
                NativeRequests.required(body.password(), "password"),
                NativeRequests.required(roles(body.roles()), "roles"),
                !Boolean.FALSE.equals(body.active()),
                !Boolean.FALSE.equals(body.regular()));
    }

    private static UserChange change(NativeJson.CreateUser body) {
        return new UserChange(
                body.username(), body.email(), body.password(), roles(body.roles()), body.active(), body.regular());
    }

    private static @Nullable Set<Role> roles(@Nullable List<@Nullable Role> given) {
        if (given == null) {
            return null;
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : given) {
            if (role == null) {
                throw new Invalid("roles", "USER or INFRA_ADMIN");
            }
            roles.add(role);
        }
        return roles;
    }
}
