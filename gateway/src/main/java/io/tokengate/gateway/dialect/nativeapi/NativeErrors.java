package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.account.AccountException;
import io.tokengate.domain.manage.TokenException;
import io.tokengate.gateway.dialect.nativeapi.NativeException.FieldError;
import io.tokengate.gateway.dialect.nativeapi.NativeException.Unauthorized;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.ProblemDetails;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Every failure below the base as problem details (RFC 9457); {@code errors} names the values that do not fit. */
final class NativeErrors {
    /** When to look again. How long a lock lasts is not told: that is for the operator to know. */
    private static final String LOCKED_SECONDS = "60";

    private NativeErrors() {}

    static Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return switch (failure) {
            case NativeException e -> of(e);
            case AccountException e -> of(e);
            case TokenException e -> of(e);
            default -> ProblemDetails.answer(Failures.of(failure, request));
        };
    }

    private static Mono<ServerResponse> of(NativeException failure) {
        return switch (failure) {
            case Unauthorized e -> unauthorized(e);
            case NativeException.Forbidden e -> problem(HttpStatus.FORBIDDEN, e.getMessage());
            case NativeException.NotFound e -> problem(HttpStatus.NOT_FOUND, e.getMessage());
            case NativeException.Invalid e -> invalid(HttpStatus.BAD_REQUEST, e.getMessage(), e.errors());
        };
    }

    private static Mono<ServerResponse> of(AccountException failure) {
        return switch (failure) {
            case AccountException.Invalid e ->
                invalid(
                        HttpStatus.BAD_REQUEST,
                        "Some values do not fit",
                        List.of(new FieldError(e.field(), e.getMessage())));
            case AccountException.Taken e ->
                invalid(HttpStatus.CONFLICT, e.getMessage(), List.of(new FieldError(e.field(), "Another has it")));
            case AccountException.LastAdministrator e -> problem(HttpStatus.CONFLICT, e.getMessage());
            case AccountException.InstallationStays e -> problem(HttpStatus.CONFLICT, e.getMessage());
            case AccountException.InstallationOnly e -> problem(HttpStatus.FORBIDDEN, e.getMessage());
            case AccountException.WrongPassword e -> problem(HttpStatus.FORBIDDEN, e.getMessage());
            case AccountException.Locked e -> locked(e);
        };
    }

    private static Mono<ServerResponse> of(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> unauthorized(new Unauthorized());
            case TokenException.UnknownOwner e -> unauthorized(new Unauthorized());
        };
    }

    private static Mono<ServerResponse> unauthorized(Unauthorized failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tokengate\", charset=\"UTF-8\"");
        headers.add(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tokengate\"");
        return ProblemDetails.answer(new Failure(HttpStatus.UNAUTHORIZED, failure.getMessage(), headers));
    }

    private static Mono<ServerResponse> locked(AccountException.Locked failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, LOCKED_SECONDS);
        return ProblemDetails.answer(new Failure(HttpStatus.TOO_MANY_REQUESTS, failure.getMessage(), headers));
    }

    private static Mono<ServerResponse> problem(HttpStatus status, String detail) {
        return ProblemDetails.answer(new Failure(status, detail, HttpHeaders.EMPTY));
    }

    private static Mono<ServerResponse> invalid(HttpStatus status, String detail, List<FieldError> errors) {
        return ProblemDetails.answer(new Failure(status, detail, HttpHeaders.EMPTY), Map.of("errors", errors));
    }
}
