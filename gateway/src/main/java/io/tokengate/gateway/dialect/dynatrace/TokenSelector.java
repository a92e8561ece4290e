package io.tokengate.gateway.dialect.dynatrace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens a list is about; all criteria must hold. Written as
 * {@code owner("john.smith"),personalAccessToken(false),scope("metrics.read","logs.read")}.
 *
 * @param owner the exact owner; null for tokens of any owner
 * @param personalAccessToken only personal access tokens, or only others; null for both
 * @param scopes a token has at least one of them; empty for tokens of any scopes. They need not be scopes that exist:
 *     one that does not is had by no token
 */
record TokenSelector(@Nullable String owner, @Nullable Boolean personalAccessToken, Set<String> scopes) {
    /** Selects every token. */
    static final TokenSelector ALL = new TokenSelector(null, null, Set.of());

    TokenSelector {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /**
     * Reads a selector of one criterion or more, each at most once.
     *
     * @throws ConstraintViolations if the text is anything else, on {@code apiTokenSelector}
     */
    static TokenSelector parse(String text) {
        return new SelectorParser(text).parse();
    }

    /** What {@link #parse} reads back; empty if there are no criteria. */
    String text() {
        List<String> criteria = new ArrayList<>();
        if (owner != null) {
            criteria.add("owner(\"" + owner + "\")");
        }
        if (personalAccessToken != null) {
            criteria.add("personalAccessToken(" + personalAccessToken + ")");
        }
        if (!scopes.isEmpty()) {
            criteria.add("scope(\"" + String.join("\",\"", scopes) + "\")");
        }
        return String.join(",", criteria);
    }
}
