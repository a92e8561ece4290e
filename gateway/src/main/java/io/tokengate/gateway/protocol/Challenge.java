package io.tokengate.gateway.protocol;

/** Values of {@code WWW-Authenticate} for a bearer (RFC 6750, section 3). */
public final class Challenge {
    /** No credential was presented. */
    public static final String BEARER = "Bearer realm=\"tokengate\"";

    /** One was presented that is no good. */
    public static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";

    /** What was presented cannot be read as one credential. */
    public static final String INVALID_REQUEST = BEARER + ", error=\"invalid_request\"";

    /** A good one was presented that lacks what cannot be named. */
    public static final String INSUFFICIENT_SCOPE = BEARER + ", error=\"insufficient_scope\"";

    private Challenge() {}

    /**
     * A good one was presented that lacks a scope.
     *
     * @param scopes with spaces between, of the characters that RFC 6749, section 3.3 allows
     */
    public static String insufficientScope(String scopes) {
        return INSUFFICIENT_SCOPE + ", scope=\"" + scopes + "\"";
    }
}
