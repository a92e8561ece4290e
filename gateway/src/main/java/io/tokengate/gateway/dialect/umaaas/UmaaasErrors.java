package io.tokengate.gateway.dialect.umaaas;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.gateway.dialect.umaaas.UmaaasException.Unauthorized;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Every failure below the base, in the error body of this dialect (docs/dialects/umaaas.md, «Errors»). */
final class UmaaasErrors {
    private UmaaasErrors() {}

    static Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return switch (failure) {
            case UmaaasException e -> refused(e);
            case TokenException e -> refused(e);
            default -> other(Failures.of(failure, request));
        };
    }

    private static Mono<ServerResponse> refused(UmaaasException failure) {
        return switch (failure) {
            case UmaaasException.Invalid e ->
                write(HttpStatus.BAD_REQUEST, e.getMessage(), e.reasons(), HttpHeaders.EMPTY);
            case Unauthorized e -> unauthorized(e);
            case UmaaasException.Forbidden e -> write(HttpStatus.FORBIDDEN, e.getMessage(), null, HttpHeaders.EMPTY);
            case UmaaasException.NotFound e -> write(HttpStatus.NOT_FOUND, e.getMessage(), null, HttpHeaders.EMPTY);
        };
    }

    /** The credential was good when the request came, and is no longer. */
    private static Mono<ServerResponse> refused(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> unauthorized(new Unauthorized());
            case TokenException.UnknownOwner e -> unauthorized(new Unauthorized());
        };
    }

    private static Mono<ServerResponse> unauthorized(Unauthorized failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tokengate\", charset=\"UTF-8\"");
        return write(HttpStatus.UNAUTHORIZED, failure.getMessage(), null, headers);
    }

    private static Mono<ServerResponse> other(Failures.Failure failure) {
        return write(failure.status(), failure.message(), null, failure.headers());
    }

    private static Mono<ServerResponse> write(
            HttpStatusCode status, String message, @Nullable Map<String, String> details, HttpHeaders headers) {
        UmaaasJson.Failure body = new UmaaasJson.Failure(status.value(), ErrorCode.of(status), message, details);
        return ServerResponse.status(status)
                .headers(all -> all.addAll(headers))
                .contentType(UmaaasHandler.JSON)
                .bodyValue(Json.write(body));
    }
}
