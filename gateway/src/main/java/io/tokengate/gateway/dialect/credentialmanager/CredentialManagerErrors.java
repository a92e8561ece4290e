package io.tokengate.gateway.dialect.credentialmanager;

import io.tokengate.domain.account.AccountException.Locked;
import io.tokengate.domain.manage.TokenException;
import io.tokengate.domain.store.StoreException.Conflict;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Forbidden;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Invalid;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.NotFound;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerException.Unauthorized;
import io.tokengate.gateway.dialect.credentialmanager.CredentialManagerJson.ErrorBody;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Every failure below the base as status and message. One client of this dialect breaks on statuses that it does not
 * know, so only those it knows are answered, but for 405 (docs/dialects/credentialmanager.md, «Errors»).
 */
final class CredentialManagerErrors {
    /** The index of the schema that holds an owner's names apart. */
    private static final String NAME_INDEX = "token_name_of_owner";

    private CredentialManagerErrors() {}

    static Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return switch (failure) {
            case CredentialManagerException e -> refused(e);
            case TokenException e -> refused(e);
            case Locked e -> write(HttpStatus.FORBIDDEN, e.getMessage(), null, HttpHeaders.EMPTY);
            case Conflict e
            when e.constraint().equals(NAME_INDEX) ->
                write(HttpStatus.CONFLICT, "The owner has an API token of this name", null, HttpHeaders.EMPTY);
            default -> other(Failures.of(failure, request));
        };
    }

    private static Mono<ServerResponse> refused(CredentialManagerException failure) {
        return switch (failure) {
            case Unauthorized e -> unauthorized(e);
            case Forbidden e -> write(HttpStatus.FORBIDDEN, e.getMessage(), null, HttpHeaders.EMPTY);
            case NotFound e -> write(HttpStatus.NOT_FOUND, e.getMessage(), null, HttpHeaders.EMPTY);
            case Invalid e -> invalid(e);
        };
    }

    private static Mono<ServerResponse> refused(TokenException failure) {
        return switch (failure) {
            case TokenException.CallerRejected e -> unauthorized(new Unauthorized());
            case TokenException.UnknownOwner e -> invalid(new Invalid(Map.of("owner_id", List.of("No such user"))));
        };
    }

    private static Mono<ServerResponse> unauthorized(Unauthorized failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tokengate\", charset=\"UTF-8\"");
        return write(HttpStatus.UNAUTHORIZED, failure.getMessage(), null, headers);
    }

    private static Mono<ServerResponse> invalid(Invalid failure) {
        return write(HttpStatus.UNPROCESSABLE_CONTENT, failure.getMessage(), failure.messages(), HttpHeaders.EMPTY);
    }

    /** What is not this dialect's own: a body that cannot be read is invalid input, whatever is wrong with it. */
    private static Mono<ServerResponse> other(Failure failure) {
        return switch (failure.status().value()) {
            case 401, 403, 404, 405 -> write(failure.status(), failure.message(), null, failure.headers());
            case 429 -> write(HttpStatus.SERVICE_UNAVAILABLE, failure.message(), null, later(failure));
            default ->
                failure.status().is5xxServerError()
                        ? write(failure.status(), failure.message(), null, failure.headers())
                        : invalid(Messages.whole(failure.message()));
        };
    }

    /** One client breaks on a 429, while 503 with the same header tells it the same. */
    private static HttpHeaders later(Failure failure) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        headers.putAll(failure.headers());
        return headers;
    }

    private static Mono<ServerResponse> write(
            HttpStatusCode status, String message, @Nullable Map<String, ?> messages, HttpHeaders headers) {
        return ServerResponse.status(status)
                .headers(all -> all.addAll(headers))
                .contentType(CredentialManagerAnswers.JSON)
                .bodyValue(Json.write(new ErrorBody(status.value(), message, messages)));
    }
}
