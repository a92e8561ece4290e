package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.ProblemDetails;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.BearerCallers.Refusals;
import io.tokengate.gateway.protocol.Challenge;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Failures as problem details (RFC 9457), as those of the native dialect (docs/protocols/verify.md, «Errors»). */
final class VerifyErrors {
    private static final String REQUIRED = "A valid native token is required";

    static final Refusals REFUSALS = new Refusals(
            refused(HttpStatus.UNAUTHORIZED, REQUIRED, Challenge.BEARER),
            refused(HttpStatus.UNAUTHORIZED, REQUIRED, Challenge.INVALID_TOKEN),
            refused(
                    HttpStatus.FORBIDDEN,
                    "The token lacks the scope " + CallerScopes.VERIFY,
                    Challenge.insufficientScope(CallerScopes.VERIFY)),
            VerifyErrors::of);

    private VerifyErrors() {}

    /**
     * The answer to a failure.
     *
     * @param request its name in the log, asked for if something is logged
     */
    static Answer of(Throwable failure, Supplier<RequestId> request) {
        return failure instanceof InvalidMember invalid
                ? ProblemDetails.finished(
                        new Failure(invalid.status(), "Some values do not fit", HttpHeaders.EMPTY),
                        Map.of("errors", List.of(new FieldError(invalid.field(), invalid.detail()))))
                : ProblemDetails.finished(Failures.of(failure, request), Map.of());
    }

    private static Answer refused(HttpStatus status, String detail, String challenge) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return ProblemDetails.finished(new Failure(status, detail, headers), Map.of());
    }

    /**
     * One value that does not fit.
     *
     * @param field the member
     * @param detail what would fit
     */
    record FieldError(String field, String detail) {}
}
