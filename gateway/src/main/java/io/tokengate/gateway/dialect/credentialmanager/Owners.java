package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.account.AccountService;
import io.tokengate.domain.account.User;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerCallers.Caller;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Forbidden;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** The parameter {@code owner_id}: one's own, or for an administrator any user of the tenant. */
final class Owners {
    static final String FIELD = "owner_id";

    private final AccountService accounts;

    Owners(AccountService accounts) {
        this.accounts = accounts;
    }

    /**
     * Whose tokens are meant. Who is no administrator is refused everyone else alike, known or not, and so learns of
     * nobody.
     *
     * @return the user's key; empty if it does not fit, which is noted then; error {@link Forbidden}
     */
    Mono<Long> resolve(Caller caller, String given, Messages messages) {
        OptionalLong id = Integers.parse(given);
        if (id.isEmpty()) {
            messages.add(FIELD, "Must be an integer");
            return Mono.empty();
        }
        if (id.getAsLong() == caller.id()) {
            return Mono.just(caller.id());
        }
        return caller.isAdministrator()
                ? known(caller.tenant(), id.getAsLong(), messages)
                : Mono.error(() -> new Forbidden("Only an administrator may name another owner"));
    }

    private Mono<Long> known(long tenant, long id, Messages messages) {
        return accounts.find(tenant, id)
                .map(User::id)
                .switchIfEmpty(Mono.fromRunnable(() -> messages.add(FIELD, "No such user")));
    }
}
