package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.gateway.http.PercentText;
import io.tokengate.gateway.security.BasicCredentials;
import io.tokengate.gateway.security.BearerToken;
import org.jspecify.annotations.Nullable;

/**
 * What a caller presents: a native token as bearer, or its id and itself as HTTP Basic, both percent-encoded as forms are
 * (RFC 6749, section 2.3.1).
 *
 * @param id that the token must have; null for a bearer, who names none
 */
record OAuthCredential(@Nullable String id, TokenSecret secret) {
    /** Reads an {@code Authorization} header; null without one, for another scheme or a garbled value. */
    static @Nullable OAuthCredential parse(@Nullable String header) {
        String bearer = BearerToken.parse(header);
        return bearer == null
                ? BasicCredentials.parse(header).map(OAuthCredential::of).orElse(null)
                : new OAuthCredential(null, TokenSecret.of(bearer));
    }

    /** Whether a token is the one that the caller says it is. */
    boolean names(ApiToken token) {
        return id == null || id.equals(token.publicId());
    }

    private static @Nullable OAuthCredential of(BasicCredentials given) {
        String id = PercentText.decode(given.username());
        String secret = PercentText.decode(given.password());
        return id == null || secret == null ? null : new OAuthCredential(id, TokenSecret.of(secret));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "OAuthCredential[redacted]";
    }
}
