package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.token.Scopes;

/** What native tokens can be good for. */
final class NativeScopes {
    static final String VERIFY = "tokens.verify";
    static final String REVOKE = "tokens.revoke";
    static final String REVIEW = "tokens.review";
    static final String READ_AUDIT = "audit.read";

    static final Scopes ALL = Scopes.of(VERIFY, REVOKE, REVIEW, READ_AUDIT);

    private NativeScopes() {}
}
