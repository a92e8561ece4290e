package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.security.VerificationCallers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who introspects: a native token, judged from memory as the token is that it asks about. */
final class IntrospectionCallers {
    private final VerificationCallers callers;

    IntrospectionCallers(VerificationCallers callers) {
        this.callers = callers;
    }

    /** The calling token, noted as used; empty if there is none, it is no good, or not the one that the caller says. */
    Mono<ApiToken> authenticate(LeanRequest request, @Nullable OAuthCredential presented) {
        return presented == null
                ? Mono.empty()
                : callers.authenticate(
                                request, DialectName.NATIVE, presented.secret().reveal())
                        .filter(presented::names);
    }
}
