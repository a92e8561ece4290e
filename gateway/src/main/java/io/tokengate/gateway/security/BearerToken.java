package io.tokengate.gateway.security;

import org.jspecify.annotations.Nullable;

/** {@code Authorization: Bearer …} (RFC 6750, section 2.1). */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token of an {@code Authorization} header; null without a header, or for another scheme. */
    public static @Nullable String parse(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
