package io.tokengate.domain.verify;

/** What a native token must have for its holder to ask about other tokens, or to act on them by their secret. */
public final class CallerScopes {
    /** To be told verdicts. */
    public static final String VERIFY = "tokens.verify";

    /** To revoke a token by its secret. */
    public static final String REVOKE = "tokens.revoke";

    /** To have tokens reviewed as Kubernetes does it. */
    public static final String REVIEW = "tokens.review";

    private CallerScopes() {}
}
