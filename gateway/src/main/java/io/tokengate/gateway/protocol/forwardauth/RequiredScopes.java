package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.PercentText;
import io.tokengate.gateway.protocol.proxy.ProxyAnswers;
import io.tokengate.gateway.protocol.proxy.ScopeList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that a proxy requires, by the first part of the path below the base ({@code /auth/scopes=a,b/…}) or by a header
 * (docs/protocols/forward-auth.md, «Required scopes»). Whatever is named anywhere is required: a client that manages to add
 * something makes it harder for itself and for nobody else. The path is read as it was sent, since the end of it may be the
 * client's: dot segments take nothing away.
 */
sealed interface RequiredScopes {
    /** Read. */
    record Named(Scopes scopes) implements RequiredScopes {}

    /** Not to be read, and so answered. */
    record Unreadable(Answer answer) implements RequiredScopes {}

    String HEADER = "X-Required-Scopes";

    String PART = "scopes=";

    /**
     * Reads them.
     *
     * @param base the path above the part that names some
     */
    static RequiredScopes of(LeanRequest request, String base) {
        String part = firstPart(request.path(), base);
        Scopes ofPath = part.startsWith(PART)
                ? ScopeList.of(Collections.singletonList(PercentText.decodePath(part.substring(PART.length()))))
                : Scopes.NONE;
        if (ofPath == null) {
            return new Unreadable(ProxyAnswers.MISCONFIGURED);
        }
        List<String> headers = request.headers(HEADER);
        return headers.isEmpty() ? new Named(ofPath) : both(ofPath, ScopeList.of(new ArrayList<>(headers)));
    }

    private static RequiredScopes both(Scopes ofPath, @Nullable Scopes ofHeaders) {
        return ofHeaders == null
                ? new Unreadable(ProxyAnswers.UNREADABLE_SCOPES)
                : new Named(Scopes.of(Stream.concat(ofPath.names().stream(), ofHeaders.names().stream())
                        .toList()));
    }

    private static String firstPart(String path, String base) {
        int from = path.indexOf(base) + base.length() + 1;
        if (from > path.length()) {
            return "";
        }
        int end = path.indexOf('/', from);
        return path.substring(from, end < 0 ? path.length() : end);
    }
}
