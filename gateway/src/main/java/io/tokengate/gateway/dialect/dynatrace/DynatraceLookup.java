package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.NotFound;
import io.tokengate.gateway.http.Body;
import io.tokengate.gateway.http.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Looks a token up by its secret, for any valid caller. Unlike other protocols this one shows disabled and expired
 * tokens too; that a token is looked up is no use of it.
 */
final class DynatraceLookup {
    private final DynatraceCallers callers;
    private final TokenVerifier verifier;

    DynatraceLookup(DynatraceCallers callers, TokenVerifier verifier) {
        this.callers = callers;
        this.verifier = verifier;
    }

    Mono<ServerResponse> lookup(ServerRequest request) {
        return callers.authenticate(request)
                .flatMap(caller -> Body.json(request, DynatraceHandler.MAX_BODY)
                        .map(DynatraceLookup::presented)
                        .flatMap(verifier::verify)
                        .mapNotNull(DynatraceLookup::shown)
                        .filter(token -> isVisible(caller, token))
                        .switchIfEmpty(Mono.error(NotFound::new))
                        .flatMap(token -> DynatraceHandler.ok(DynatraceMapper.token(token))));
    }

    private static TokenSecret presented(byte[] body) {
        String token = Json.read(body, DynatraceJson.Secret.class).token();
        if (token == null || token.isEmpty()) {
            throw Parameter.body("token").refused("A token is required");
        }
        return TokenSecret.of(token);
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
