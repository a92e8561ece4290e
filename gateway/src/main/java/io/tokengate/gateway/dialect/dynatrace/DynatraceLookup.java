package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.PlainMember;
import io.tokengate.gateway.security.VerificationCallers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Looks a token up by its secret, for any valid caller. Unlike other protocols this one shows disabled and expired
 * tokens too; that a token is looked up is no use of it. A verification route: caller and token are judged by the same
 * verifier.
 */
final class DynatraceLookup implements LeanHandler {
    private static final PlainMember TOKEN = new PlainMember("token");

    private final VerificationCallers callers;
    private final TokenVerifier verifier;

    DynatraceLookup(VerificationCallers callers, TokenVerifier verifier) {
        this.callers = callers;
        this.verifier = verifier;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        return Mono.defer(() -> caller(request))
                .flatMap(caller -> request.json(DynatraceHandler.MAX_BODY).flatMap(body -> lookUp(caller, body)))
                .defaultIfEmpty(DynatraceErrors.UNAUTHORIZED)
                .onErrorResume(failure -> Mono.just(DynatraceErrors.of(failure, request::id)));
    }

    private Mono<ApiToken> caller(LeanRequest request) {
        return callers.authenticate(request, DynatraceTokenFormat.DIALECT, DynatraceCallers.presented(request));
    }

    private Mono<Answer> lookUp(ApiToken caller, byte[] body) {
        return verifier.verify(presented(body)).map(verification -> answer(caller, verification));
    }

    private static TokenSecret presented(byte[] body) {
        String plain = TOKEN.read(body);
        String token =
                plain == null ? Json.read(body, DynatraceJson.Secret.class).token() : plain;
        if (token == null || token.isEmpty()) {
            throw Parameter.body("token").refused("A token is required");
        }
        return TokenSecret.of(token);
    }

    private static Answer answer(ApiToken caller, Verification verification) {
        ApiToken token = shown(verification);
        return token != null && isVisible(caller, token)
                ? DynatraceHandler.answer(HttpStatus.OK, Map.of(), DynatraceTokenBytes.of(token))
                : DynatraceErrors.NOT_FOUND;
    }

    private static @Nullable ApiToken shown(Verification verification) {
        return switch (verification) {
            case Verified(ApiToken token) -> token;
            case Rejected(var reason, ApiToken token) ->
                switch (reason) {
                    case DISABLED, EXPIRED, OWNER_INACTIVE, TENANT_INACTIVE -> token;
                    case MALFORMED, FORGED, UNKNOWN, REVOKED -> null;
                };
        };
    }

    private static boolean isVisible(ApiToken caller, ApiToken token) {
        return token.dialect().equals(DynatraceTokenFormat.DIALECT)
                && token.tenant().id() == caller.tenant().id();
    }
}
