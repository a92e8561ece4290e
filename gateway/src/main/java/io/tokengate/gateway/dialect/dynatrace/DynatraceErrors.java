package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Forbidden;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.NotFound;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Unauthorized;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.ErrorBody;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.ErrorEnvelope;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.Violation;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import io.tokengate.gateway.http.RequestId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Every failure below the base, in the envelope of this dialect (docs/dialects/dynatrace.md, «Errors»). */
final class DynatraceErrors {
    private static final String VIOLATED = "Constraints violated.";

    /** No credential, or one that is no good. Encoded once, as is the next: floods of bad tokens end in these two. */
    static final Answer UNAUTHORIZED = write(
            HttpStatus.UNAUTHORIZED,
            message(new Unauthorized()),
            null,
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "Api-Token realm=\"tokengate\""));

    /** No such token. */
    static final Answer NOT_FOUND = write(HttpStatus.NOT_FOUND, message(new NotFound()), null, Map.of());

    private DynatraceErrors() {}

    /**
     * The answer to a failure.
     *
     * @param request its name in the log, asked for if something is logged
     */
    static Answer of(Throwable failure, Supplier<RequestId> request) {
        return switch (failure) {
            case ConstraintViolations e -> violated(e.violations());
            case DynatraceException e -> refused(e);
            case TokenException e -> refused(e);
            case RequestException e when e.kind() == Kind.MALFORMED -> malformed(e);
            default -> other(Failures.of(failure, request));
        };
    }

    private static Answer refused(DynatraceException failure) {
        return switch (failure) {
            case Unauthorized e -> UNAUTHORIZED;
            case Forbidden e -> write(HttpStatus.FORBIDDEN, message(e), null, Map.of());
            case NotFound e -> NOT_FOUND;
        };
    }

    private static Answer refused(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> UNAUTHORIZED;
            case TokenException.UnknownOwner e -> UNAUTHORIZED;
        };
    }

    private static Answer malformed(RequestException failure) {
        return violated(List.of(new ConstraintViolation("body", failure.getMessage(), ParameterLocation.PAYLOAD_BODY)));
    }

    private static Answer violated(List<ConstraintViolation> violations) {
        List<Violation> shown =
                violations.stream().map(DynatraceErrors::violation).toList();
        return write(HttpStatus.BAD_REQUEST, VIOLATED, shown, Map.of());
    }

    private static Violation violation(ConstraintViolation violation) {
        return new Violation(
                violation.path(),
                violation.message(),
                violation.parameterLocation().name(),
                null);
    }

    private static Answer other(Failure failure) {
        return write(
                failure.status(), failure.message(), null, failure.headers().toSingleValueMap());
    }

    private static String message(DynatraceException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Answer write(
            HttpStatusCode status, String message, @Nullable List<Violation> violations, Map<String, String> headers) {
        ErrorEnvelope envelope = new ErrorEnvelope(new ErrorBody(status.value(), message, violations));
        return DynatraceHandler.answer(status, headers, Json.write(envelope));
    }
}
