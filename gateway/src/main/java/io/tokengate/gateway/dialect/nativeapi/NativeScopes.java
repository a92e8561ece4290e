package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.verify.CallerScopes;

/** What native tokens can be good for. */
final class NativeScopes {
    static final String READ_AUDIT = "audit.read";

    static final Scopes ALL = Scopes.of(CallerScopes.VERIFY, CallerScopes.REVOKE, CallerScopes.REVIEW, READ_AUDIT);

    private NativeScopes() {}
}
