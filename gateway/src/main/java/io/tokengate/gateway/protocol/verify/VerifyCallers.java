package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.security.BearerToken;
import io.tokengate.gateway.security.VerificationCallers;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who asks: a native token that may verify, as bearer. It is judged before anything else of the request is looked at. */
final class VerifyCallers {
    private static final Map<String, String> HEADERS = Map.of(HttpHeaders.CACHE_CONTROL, "no-store");

    private static final Mono<Answer> ANONYMOUS = Mono.just(VerifyErrors.ANONYMOUS);

    private final VerificationCallers callers;

    VerifyCallers(VerificationCallers callers) {
        this.callers = callers;
    }

    /** What the work answers a caller that may ask, and the refusal or failure otherwise: one answer, never an error. */
    Mono<Answer> answered(LeanRequest request, Function<ApiToken, Mono<Answer>> work) {
        String presented = BearerToken.parse(request.header(HttpHeaders.AUTHORIZATION));
        if (presented == null) {
            return ANONYMOUS;
        }
        return Mono.defer(() -> callers.authenticate(request, DialectName.NATIVE, presented))
                .flatMap(caller -> caller.scopes().contains(CallerScopes.VERIFY)
                        ? work.apply(caller)
                        : Mono.just(VerifyErrors.FORBIDDEN))
                .defaultIfEmpty(VerifyErrors.UNAUTHORIZED)
                .onErrorResume(failure -> Mono.just(VerifyErrors.of(failure, request::id)));
    }

    static Answer ok(byte[] body) {
        return new Answer(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, HEADERS, body);
    }

    static Answer streamed(Flux<byte[]> parts) {
        return Answer.streamed(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, HEADERS, parts);
    }
}
