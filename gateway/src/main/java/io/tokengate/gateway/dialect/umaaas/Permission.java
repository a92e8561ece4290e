package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.token.Scopes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a token may do, in the order in which answers name it. Clients cannot read an answer with any other. */
enum Permission {
    /** Read all data. */
    VIEW,
    /** Send payments; nothing in this service asks for it. */
    TRANSACT,
    /** Configure the platform: here, create and delete tokens. */
    MANAGE;

    /** All of them, for messages. */
    static final String NAMES = "VIEW, TRANSACT, MANAGE";

    /** All of them, as scopes. */
    static final Scopes ALL = scopes(List.of(values()));

    /** Empty for any other text, also for one that differs in the case of letters. */
    static Optional<Permission> named(String name) {
        return Arrays.stream(values())
                .filter(permission -> permission.name().equals(name))
                .findFirst();
    }

    static Scopes scopes(List<Permission> permissions) {
        return Scopes.of(permissions.stream().map(Permission::name).toList());
    }

    /** Those among some scopes. */
    static List<Permission> of(Scopes scopes) {
        return Arrays.stream(values())
                .filter(permission -> permission.isAmong(scopes))
                .toList();
    }

    boolean isAmong(Scopes scopes) {
        return scopes.contains(name());
    }
}
