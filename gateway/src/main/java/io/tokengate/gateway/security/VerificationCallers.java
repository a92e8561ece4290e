package io.tokengate.gateway.security;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.LeanRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Callers of verification routes who present a token. They change nothing, so they are judged as the tokens are that
 * they ask about: by the same verifier, whatever it remembers. {@link TokenCallers} is for all other routes.
 */
public final class VerificationCallers {
    private final TokenVerifier verifier;
    private final UsageRecorder usage;
    private final ClientAddress addresses;
    private final Clock clock;

    public VerificationCallers(TokenVerifier verifier, UsageRecorder usage, ClientAddress addresses, Clock clock) {
        this.verifier = verifier;
        this.usage = usage;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The calling token, noted as used; empty if there is none, it is no good, or it is another dialect's. */
    public Mono<ApiToken> authenticate(LeanRequest request, DialectName dialect, @Nullable String presented) {
        return presented == null
                ? Mono.empty()
                : verifier.verify(TokenSecret.of(presented))
                        .mapNotNull(verification -> noted(request, dialect, verification));
    }

    private @Nullable ApiToken noted(LeanRequest request, DialectName dialect, Verification verification) {
        if (verification instanceof Verified(ApiToken token) && token.dialect().equals(dialect)) {
            usage.record(token.id(), clock.instant(), addresses.find(request));
            return token;
        }
        return null;
    }
}
