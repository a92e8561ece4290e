package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Invalid;
import io.tokengate.gateway.http.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token to be created, checked.
 *
 * @param name 1 to {@value #MAX_NAME} characters
 * @param scopes at least one {@link Permission}, each once
 */
record TokenInput(String name, Scopes scopes) {
    private static final int MAX_NAME = 1_000;

    /** What a name must be, for messages. */
    static final String NAME = "must have 1 to " + MAX_NAME + " characters, all of them valid Unicode but NUL";

    private static final String PERMISSIONS = "must be at least one of " + Permission.NAMES;

    /**
     * Checks a create body.
     *
     * @throws Invalid all that is wrong with it
     */
    static TokenInput of(UmaaasJson.TokenCreate body) {
        Optional<String> name = Optional.ofNullable(body.name()).flatMap(TokenInput::name);
        Optional<Scopes> scopes = Optional.ofNullable(body.permissions()).flatMap(TokenInput::scopes);
        if (name.isPresent() && scopes.isPresent()) {
            return new TokenInput(name.get(), scopes.get());
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        if (name.isEmpty()) {
            reasons.put("name", NAME);
        }
        if (scopes.isEmpty()) {
            reasons.put("permissions", PERMISSIONS);
        }
        throw new Invalid(reasons);
    }

    /** The text, unless no token can have it as a name. */
    static Optional<String> name(String text) {
        boolean fits = !text.isEmpty() && text.length() <= MAX_NAME && Text.isStorable(text);
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Scopes> scopes(List<@Nullable String> names) {
        List<Permission> permissions = new ArrayList<>();
        for (String name : names) {
            Optional<Permission> permission = name == null ? Optional.empty() : Permission.named(name);
            if (permission.isEmpty()) {
                return Optional.empty();
            }
            permissions.add(permission.get());
        }
        return permissions.isEmpty() ? Optional.empty() : Optional.of(Permission.scopes(permissions));
    }
}
