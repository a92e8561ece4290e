package io.tokengate.gateway.dialect.kps;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.domain.store.StoreException;
import io.tokengate.gateway.dialect.kps.KpsException.Unauthorized;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Every failure below the base, in the three members of this dialect (docs/dialects/kps.md, «Errors»). */
final class KpsErrors {
    private KpsErrors() {}

    static Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return switch (failure) {
            case KpsException e -> refused(e);
            case TokenException e -> refused(e);
            default -> other(failure, Failures.of(failure, request));
        };
    }

    private static Mono<ServerResponse> refused(KpsException failure) {
        return switch (failure) {
            case Unauthorized e -> unauthorized(e);
            case KpsException.Forbidden e -> write(HttpStatus.FORBIDDEN, KpsErrorCode.FORBIDDEN, e);
            case KpsException.BadInput e -> write(HttpStatus.BAD_REQUEST, KpsErrorCode.BAD_INPUT, e);
            case KpsException.NotFound e -> write(HttpStatus.NOT_FOUND, KpsErrorCode.NOT_FOUND, e);
        };
    }

    private static Mono<ServerResponse> refused(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> unauthorized(Unauthorized.bearer());
            case TokenException.UnknownOwner e -> unauthorized(Unauthorized.bearer());
        };
    }

    private static Mono<ServerResponse> unauthorized(Unauthorized failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tokengate\"");
        return write(HttpStatus.UNAUTHORIZED, KpsErrorCode.UNAUTHORIZED, failure.getMessage(), headers);
    }

    private static Mono<ServerResponse> other(Throwable cause, Failure failure) {
        return write(failure.status(), code(cause, failure.status()), failure.message(), failure.headers());
    }

    private static KpsErrorCode code(Throwable cause, HttpStatusCode status) {
        if (cause instanceof RequestException request && request.kind() == Kind.MALFORMED) {
            return KpsErrorCode.MALFORMED;
        }
        if (status.value() != HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return KpsErrorCode.NONE;
        }
        return cause instanceof StoreException ? KpsErrorCode.DATABASE : KpsErrorCode.INTERNAL;
    }

    private static Mono<ServerResponse> write(HttpStatus status, KpsErrorCode code, KpsException failure) {
        return write(status, code, failure.getMessage(), HttpHeaders.EMPTY);
    }

    private static Mono<ServerResponse> write(
            HttpStatusCode status, KpsErrorCode code, String message, HttpHeaders headers) {
        return ServerResponse.status(status)
                .headers(all -> all.addAll(headers))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Json.write(new KpsJson.ErrorPayload(status.value(), code.number(), message)));
    }
}
