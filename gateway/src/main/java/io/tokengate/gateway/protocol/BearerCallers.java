package io.tokengate.gateway.protocol;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.DialectName;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.security.BearerToken;
import io.tokengate.gateway.security.VerificationCallers;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/**
 * Who asks for verdicts as bearer (RFC 6750): a native token with the scope for it. It is judged before anything else of
 * the request is looked at.
 */
public final class BearerCallers {
    private final VerificationCallers callers;
    private final String scope;
    private final Refusals refusals;
    private final Mono<Answer> anonymous;

    /**
     * For one protocol.
     *
     * @param scope what a caller must have
     * @param refusals how the protocol says no
     */
    public BearerCallers(VerificationCallers callers, String scope, Refusals refusals) {
        this.callers = callers;
        this.scope = scope;
        this.refusals = refusals;
        this.anonymous = Mono.just(refusals.anonymous());
    }

    /**
     * How a protocol says no. The first three are made once: floods of bad callers end in them.
     *
     * @param anonymous to no credential
     * @param unauthorized to one that is no good
     * @param forbidden to a good one without the scope
     * @param failed to a failure, with the request's name in the log, asked for if something is logged
     */
    public record Refusals(
            Answer anonymous,
            Answer unauthorized,
            Answer forbidden,
            BiFunction<Throwable, Supplier<RequestId>, Answer> failed) {}

    /** What the work answers a caller that may ask, and the refusal or failure otherwise: one answer, never an error. */
    public Mono<Answer> answered(LeanRequest request, Function<ApiToken, Mono<Answer>> work) {
        String presented = BearerToken.parse(request.header(HttpHeaders.AUTHORIZATION));
        if (presented == null) {
            return anonymous;
        }
        return Mono.defer(() -> callers.authenticate(request, DialectName.NATIVE, presented))
                .flatMap(caller ->
                        caller.scopes().contains(scope) ? work.apply(caller) : Mono.just(refusals.forbidden()))
                .defaultIfEmpty(refusals.unauthorized())
                .onErrorResume(failure -> Mono.just(refusals.failed().apply(failure, request::id)));
    }
}
