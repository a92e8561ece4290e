package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Form;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.protocol.Visibility;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/**
 * {@code POST /oauth2/introspect} (RFC 7662), signed if that is asked for (RFC 9701). A good token counts as used; from where
 * is not known here.
 */
final class IntrospectionHandler implements LeanHandler {
    private static final int MAX_BODY = 64 * 1024;
    private static final Answer FORBIDDEN = OAuthAnswers.forbidden(CallerScopes.VERIFY);
    private static final Answer NO_TOKEN = OAuthAnswers.missing("token");

    private final IntrospectionCallers callers;
    private final TokenVerifier verifier;
    private final Visibility visibility;
    private final UsageRecorder usage;
    private final Clock clock;
    private final Issuer issuer;
    private final SignedAnswers signed;

    IntrospectionHandler(
            IntrospectionCallers callers,
            TokenVerifier verifier,
            Visibility visibility,
            UsageRecorder usage,
            Clock clock,
            Issuer issuer,
            SignedAnswers signed) {
        this.callers = callers;
        this.verifier = verifier;
        this.visibility = visibility;
        this.usage = usage;
        this.clock = clock;
        this.issuer = issuer;
        this.signed = signed;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        OAuthCredential presented = OAuthCredential.parse(request.header(HttpHeaders.AUTHORIZATION));
        return Mono.defer(() -> callers.authenticate(request, presented))
                .flatMap(caller -> caller.scopes().contains(CallerScopes.VERIFY)
                        ? request.form(MAX_BODY).flatMap(body -> introspect(request, caller, body))
                        : Mono.just(FORBIDDEN))
                .switchIfEmpty(Mono.fromSupplier(() -> OAuthAnswers.unauthorized(presented)))
                .onErrorResume(failure -> Mono.just(OAuthAnswers.of(failure, request::id)));
    }

    private Mono<Answer> introspect(LeanRequest request, ApiToken caller, byte[] body) {
        String token = Form.parse(body).get("token");
        if (token == null) {
            return Mono.just(NO_TOKEN);
        }
        Mono<Verification> verdict = verifier.verify(TokenSecret.of(token));
        return Accepted.isSigned(request.header(HttpHeaders.ACCEPT))
                ? verdict.flatMap(known -> signed.sign(caller, told(caller, known)))
                        .map(OAuthAnswers::signed)
                : verdict.map(known -> OAuthAnswers.json(told(caller, known)));
    }

    private byte[] told(ApiToken caller, Verification verdict) {
        return switch (visibility.seenBy(caller, verdict)) {
            case Verified(ApiToken token) -> {
                usage.record(token.id(), clock.instant(), null);
                yield IntrospectionBytes.of(token, issuer.get());
            }
            case Rejected(var reason, var token) -> IntrospectionBytes.INACTIVE;
        };
    }
}
