package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.PercentText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that a proxy requires, by the first part of the path below the base ({@code /auth/scopes=a,b/…}) or by a header
 * (docs/protocols/forward-auth.md, «Required scopes»). Whatever is named anywhere is required: a client that manages to add
 * something makes it harder for itself and for nobody else. The path is read as it was sent, since the end of it may be the
 * client's: dot segments take nothing away.
 */
final class RequiredScopes {
    static final String HEADER = "X-Required-Scopes";

    private static final String PART = "scopes=";

    private RequiredScopes() {}

    /**
     * Reads them.
     *
     * @param base the path above the part that names some
     * @return null if what is named is none: an empty list, or characters that no scope has (RFC 6749, section 3.3)
     */
    static @Nullable Scopes of(LeanRequest request, String base) {
        List<String> names = new ArrayList<>();
        String part = firstPart(request.path(), base);
        boolean read = !part.startsWith(PART) || addAll(names, PercentText.decodePath(part.substring(PART.length())));
        for (String header : request.headers(HEADER)) {
            read = read && addAll(names, header);
        }
        return read ? Scopes.of(names) : null;
    }

    private static String firstPart(String path, String base) {
        int from = path.indexOf(base) + base.length() + 1;
        if (from > path.length()) {
            return "";
        }
        int end = path.indexOf('/', from);
        return path.substring(from, end < 0 ? path.length() : end);
    }

    /** Adds what a list names, with commas or spaces between; false if it names nothing, or what is no scope. */
    private static boolean addAll(List<String> names, @Nullable String list) {
        int before = names.size();
        for (String name : list == null ? new String[0] : list.split("[, ]", -1)) {
            if (!name.chars().allMatch(RequiredScopes::isScopeCharacter)) {
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
