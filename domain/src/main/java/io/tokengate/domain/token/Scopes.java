package io.tokengate.domain.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a token may do, in its dialect's own words: sorted, without duplicates, immutable. UMAaaS calls them
 * permissions; KPS and CredentialManager tokens have none.
 *
 * @param names distinct and in natural order
 */
public record Scopes(List<String> names) {
    /** No scope at all. */
    public static final Scopes NONE = new Scopes(List.of());

    public Scopes {
        names = isAscending(names)
                ? List.copyOf(names)
                : names.stream().distinct().sorted().toList();
    }

    public static Scopes of(Collection<String> names) {
        return names.isEmpty() ? NONE : new Scopes(List.copyOf(names));
    }

    public static Scopes of(String... names) {
        return of(Arrays.asList(names));
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public boolean containsAll(Scopes others) {
        return names.containsAll(others.names);
    }

    /** What comes from the store is, and there is much of it. */
    private static boolean isAscending(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
