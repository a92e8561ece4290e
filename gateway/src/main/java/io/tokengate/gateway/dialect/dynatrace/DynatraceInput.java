package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenChange;
import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.http.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the bodies of create and update; goes on after a violation, so that the client learns of all at once. */
final class DynatraceInput {
    private static final int MAX_NAME = 1_000;

    private final List<ConstraintViolation> violations = new ArrayList<>();

    private DynatraceInput() {}

    /**
     * A create body that is right.
     *
     * @param expiresAt absent if the token never expires
     */
    record Wanted(
            String name,
            Scopes scopes,
            boolean personal,
            @Nullable Instant expiresAt) {}

    /**
     * Checks a create body.
     *
     * @throws ConstraintViolations all that is wrong with it
     */
    static Wanted create(DynatraceJson.Create body, Instant now) {
        DynatraceInput input = new DynatraceInput();
        String name = input.checked(() -> name(body.name()));
        Scopes scopes = input.checked(() -> Scopes.of(DynatraceScopes.parse(body.scopes())));
        Instant expiresAt = input.checked(() -> expiration(body.expirationDate(), now));
        if (name == null || scopes == null || !input.violations.isEmpty()) {
            throw new ConstraintViolations(input.violations);
        }
        return new Wanted(name, scopes, Boolean.TRUE.equals(body.personalAccessToken()), expiresAt);
    }

    /**
     * Checks an update body; what is absent or null stays as it is.
     *
     * @throws ConstraintViolations all that is wrong with it
     */
    static TokenChange update(DynatraceJson.Update body) {
        DynatraceInput input = new DynatraceInput();
        String name = body.name() == null ? null : input.checked(() -> name(body.name()));
        Scopes scopes =
                body.scopes() == null ? null : input.checked(() -> Scopes.of(DynatraceScopes.parse(body.scopes())));
        if (!input.violations.isEmpty()) {
            throw new ConstraintViolations(input.violations);
        }
        return new TokenChange(name, body.enabled(), scopes);
    }

    private <T> @Nullable T checked(Supplier<@Nullable T> grammar) {
        try {
            return grammar.get();
        } catch (ConstraintViolations e) {
            violations.addAll(e.violations());
            return null;
        }
    }

    private static String name(@Nullable String name) {
        Parameter parameter = Parameter.body("name");
        if (name == null || name.isEmpty()) {
            throw parameter.refused("A name is required");
        }
        if (name.length() > MAX_NAME || !Text.isStorable(name)) {
            throw parameter.refused(
                    "A name has at most " + MAX_NAME + " characters, all of them valid Unicode but NUL");
        }
        return name;
    }

    private static @Nullable Instant expiration(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        Parameter parameter = Parameter.body("expirationDate");
        Instant expiresAt = TimeText.parse(text, now, parameter);
        if (!expiresAt.isAfter(now)) {
            throw parameter.refused("Must not be in the past");
        }
        return expiresAt;
    }
}
