package io.tokengate.gateway.protocol.proxy;

import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.security.BasicCredentials;
import io.tokengate.gateway.security.BearerToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credential of the request that a proxy asks about, in any shape that the clients of a dialect use
 * (docs/protocols/forward-auth.md, «Credentials»). Of two, nobody could say which one the service behind the proxy will go
 * by, so that is none.
 */
public sealed interface PresentedCredential {
    /** None at all, or none of a scheme that a token comes with. */
    record Absent() implements PresentedCredential {}

    /** More than one. */
    record Ambiguous() implements PresentedCredential {}

    /**
     * One.
     *
     * @param secret the whole text of a token, if it is one
     */
    record Text(TokenSecret secret) implements PresentedCredential {}

    PresentedCredential ABSENT = new Absent();
    PresentedCredential AMBIGUOUS = new Ambiguous();

    String TOKEN_HEADER = "X-API-TOKEN";
    String API_TOKEN_SCHEME = "Api-Token ";

    /**
     * Reads the headers of a request.
     *
     * @param authorization all values of {@code Authorization}
     * @param apiToken all values of {@code X-API-TOKEN}
     */
    static PresentedCredential of(List<String> authorization, List<String> apiToken) {
        List<String> found = new ArrayList<>(1);
        for (String header : authorization) {
            String text = authorization(header);
            if (text != null) {
                found.add(text);
            }
        }
        apiToken.forEach(header -> found.add(header.strip()));
        return switch (found.size()) {
            case 0 -> ABSENT;
            case 1 -> new Text(TokenSecret.of(found.getFirst()));
            default -> AMBIGUOUS;
        };
    }

    /** The text that a token of some dialect would have; null for another scheme. */
    private static @Nullable String authorization(String header) {
        String bearer = BearerToken.parse(header);
        if (bearer != null) {
            return bearer;
        }
        return header.regionMatches(true, 0, API_TOKEN_SCHEME, 0, API_TOKEN_SCHEME.length())
                ? header.substring(API_TOKEN_SCHEME.length()).strip()
                : basic(header);
    }

    /**
     * Both parts of HTTP Basic are one text, with the colon between: what such a token is digested as. A user's name and
     * password are no such text of any token. Empty ones, as generated clients send them beside another header, are none.
     */
    private static @Nullable String basic(String header) {
        return BasicCredentials.parse(header)
                .map(given -> given.username() + ":" + given.password())
                .filter(text -> text.length() > 1)
                .orElse(null);
    }
}
