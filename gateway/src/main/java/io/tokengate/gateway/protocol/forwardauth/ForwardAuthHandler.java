package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.protocol.forwardauth.PresentedCredential.Absent;
import io.tokengate.gateway.protocol.forwardauth.PresentedCredential.Ambiguous;
import io.tokengate.gateway.protocol.forwardauth.PresentedCredential.Text;
import io.tokengate.gateway.security.ClientAddress;
import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * Tells a proxy whether the request before it may pass. Its body and its method are not looked at. There is no caller beside
 * the token: whoever reaches this route can find out what a token is good for, and must have the token for it. A token that
 * passes counts as used, from the client's address.
 */
final class ForwardAuthHandler implements LeanHandler {
    private final TokenVerifier verifier;
    private final UsageRecorder usage;
    private final ClientAddress addresses;
    private final Clock clock;

    ForwardAuthHandler(TokenVerifier verifier, UsageRecorder usage, ClientAddress addresses, Clock clock) {
        this.verifier = verifier;
        this.usage = usage;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        return Mono.defer(() -> judged(request))
                .onErrorResume(failure -> Mono.just(ForwardAuthAnswers.of(failure, request::id)));
    }

    private Mono<Answer> judged(LeanRequest request) {
        Scopes required = RequiredScopes.of(request, ForwardAuthFace.BASE);
        if (required == null) {
            return Mono.just(ForwardAuthAnswers.MISCONFIGURED);
        }
        return switch (PresentedCredential.of(request)) {
            case Absent none -> Mono.just(ForwardAuthAnswers.ABSENT);
            case Ambiguous several -> Mono.just(ForwardAuthAnswers.AMBIGUOUS);
            case Text(TokenSecret secret) -> verifier.verify(secret).map(verdict -> answer(request, required, verdict));
        };
    }

    private Answer answer(LeanRequest request, Scopes required, Verification verdict) {
        return switch (verdict) {
            case Verified(ApiToken token)
            when token.scopes().containsAll(required) -> {
                usage.record(token.id(), clock.instant(), addresses.find(request));
                yield ForwardAuthAnswers.pass(token);
            }
            case Verified(ApiToken token) -> ForwardAuthAnswers.lacking(required);
            case Rejected(var reason, var token) -> ForwardAuthAnswers.INVALID;
        };
    }
}
