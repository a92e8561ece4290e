package io.tokengate.gateway.dialect.dynatrace;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.gateway.dialect.dynatrace.DynatraceException.Unauthorized;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.ErrorBody;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.ErrorEnvelope;
import io.tokengate.gateway.dialect.dynatrace.DynatraceJson.Violation;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Every failure below the base, in the envelope of this dialect (docs/dialects/dynatrace.md, «Errors»). */
final class DynatraceErrors {
    private static final String VIOLATED = "Constraints violated.";

    private DynatraceErrors() {}

    static Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return switch (failure) {
            case ConstraintViolations e -> violated(e.violations());
            case DynatraceException e -> refused(e);
            case TokenException e -> refused(e);
            case RequestException e when e.kind() == Kind.MALFORMED -> malformed(e);
            default -> other(Failures.of(failure, request));
        };
    }

    private static Mono<ServerResponse> refused(DynatraceException failure) {
        return switch (failure) {
            case Unauthorized e -> unauthorized(e);
            case DynatraceException.Forbidden e -> answer(HttpStatus.FORBIDDEN, e, null, HttpHeaders.EMPTY);
            case DynatraceException.NotFound e -> answer(HttpStatus.NOT_FOUND, e, null, HttpHeaders.EMPTY);
        };
    }

    private static Mono<ServerResponse> refused(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> unauthorized(new Unauthorized());
            case TokenException.UnknownOwner e -> unauthorized(new Unauthorized());
        };
    }

    private static Mono<ServerResponse> unauthorized(Unauthorized failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Api-Token realm=\"tokengate\"");
        return answer(HttpStatus.UNAUTHORIZED, failure, null, headers);
    }

    private static Mono<ServerResponse> malformed(RequestException failure) {
        return violated(List.of(new ConstraintViolation("body", failure.getMessage(), ParameterLocation.PAYLOAD_BODY)));
    }

    private static Mono<ServerResponse> violated(List<ConstraintViolation> violations) {
        List<Violation> shown =
                violations.stream().map(DynatraceErrors::violation).toList();
        return write(HttpStatus.BAD_REQUEST, VIOLATED, shown, HttpHeaders.EMPTY);
    }

    private static Violation violation(ConstraintViolation violation) {
        return new Violation(
                violation.path(),
                violation.message(),
                violation.parameterLocation().name(),
                null);
    }

    private static Mono<ServerResponse> other(Failure failure) {
        return write(failure.status(), failure.message(), null, failure.headers());
    }

    private static Mono<ServerResponse> answer(
            HttpStatus status, DynatraceException failure, @Nullable List<Violation> violations, HttpHeaders headers) {
        return write(status, String.valueOf(failure.getMessage()), violations, headers);
    }

    private static Mono<ServerResponse> write(
            HttpStatusCode status, String message, @Nullable List<Violation> violations, HttpHeaders headers) {
        ErrorEnvelope envelope = new ErrorEnvelope(new ErrorBody(status.value(), message, violations));
        return ServerResponse.status(status)
                .headers(all -> all.addAll(headers))
                .contentType(DynatraceHandler.JSON)
                .bodyValue(Json.write(envelope));
    }
}
