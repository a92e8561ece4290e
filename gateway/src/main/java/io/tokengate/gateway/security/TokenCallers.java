package io.tokengate.gateway.security;

import io.tokengate.domain.manage.Actor;
import io.tokengate.domain.manage.Authority;
import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.RequestId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Callers of management routes who present a token: only one of the dialect that they call, read from the primary, so
 * that what was revoked a moment ago by another replica opens nothing here.
 */
public final class TokenCallers {
    private final TokenVerifier primary;
    private final UsageRecorder usage;
    private final ClientAddress addresses;
    private final Clock clock;

    /**
     * Asks a verifier.
     *
     * @param primary one that does not answer from a cache
     */
    public TokenCallers(TokenVerifier primary, UsageRecorder usage, ClientAddress addresses, Clock clock) {
        this.primary = primary;
        this.usage = usage;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The calling token, noted as used; empty if it is no good or another dialect's. */
    public Mono<ApiToken> authenticate(ServerRequest request, DialectName dialect, TokenSecret presented) {
        return verified(presented)
                .filter(token -> token.dialect().equals(dialect))
                .doOnNext(token -> note(request, token));
    }

    /** The calling token of whatever dialect, noted as used; empty if it is no good. */
    public Mono<ApiToken> authenticate(ServerRequest request, TokenSecret presented) {
        return verified(presented).doOnNext(token -> note(request, token));
    }

    /** Who acts, for a use case that needs this authority. */
    public Actor actor(ServerRequest request, ApiToken caller, Authority authority) {
        return new Actor(
                caller.tenant().id(),
                caller.owner().id(),
                caller.id(),
                authority,
                addresses.of(request),
                RequestId.of(request).value());
    }

    private Mono<ApiToken> verified(TokenSecret presented) {
        return primary.verify(presented).mapNotNull(TokenCallers::verified);
    }

    private void note(ServerRequest request, ApiToken token) {
        usage.record(token.id(), clock.instant(), addresses.find(request));
    }

    private static @Nullable ApiToken verified(Verification verification) {
        return verification instanceof Verified(ApiToken token) ? token : null;
    }
}
