package io.tokengate.gateway.protocol.proxy;

import io.tokengate.domain.token.Scopes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scopes that a proxy's configuration requires, with commas or spaces between. */
public final class ScopeList {
    private ScopeList() {}

    /**
     * All that is named in any of the lists.
     *
     * @param lists null for one that cannot be decoded
     * @return null if one of them is none: it names nothing, or has characters that no scope has (RFC 6749, section 3.3)
     */
    public static @Nullable Scopes of(List<@Nullable String> lists) {
        List<String> names = new ArrayList<>();
        for (String list : lists) {
            if (!addAll(names, list)) {
                return null;
            }
        }
        return Scopes.of(names);
    }

    private static boolean addAll(List<String> names, @Nullable String list) {
        int before = names.size();
        for (String name : list == null ? new String[0] : list.split("[, ]", -1)) {
            if (!name.chars().allMatch(ScopeList::isScopeCharacter)) {
                return false;
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names.size() > before;
    }

    private static boolean isScopeCharacter(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\';
    }
}
