package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.protocol.forwardauth.RequiredScopes.Named;
import io.tokengate.gateway.protocol.forwardauth.RequiredScopes.Unreadable;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.protocol.proxy.PresentedCredential;
import io.tokengate.gateway.security.ClientAddress;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** Tells a proxy whether the request before it may pass. Its body and its method are not looked at. */
final class ForwardAuthHandler implements LeanHandler {
    private final Passage passage;
    private final ClientAddress addresses;

    ForwardAuthHandler(Passage passage, ClientAddress addresses) {
        this.passage = passage;
        this.addresses = addresses;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        return Passage.answered(() -> judged(request), request::id);
    }

    private Mono<Answer> judged(LeanRequest request) {
        return switch (RequiredScopes.of(request, ForwardAuthFace.BASE)) {
            case Unreadable(Answer answer) -> Mono.just(answer);
            case Named(var scopes) -> passage.judge(presented(request), scopes, () -> addresses.find(request));
        };
    }

    private static PresentedCredential presented(LeanRequest request) {
        return PresentedCredential.of(
                request.headers(HttpHeaders.AUTHORIZATION), request.headers(PresentedCredential.TOKEN_HEADER));
    }
}
