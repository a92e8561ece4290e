package io.tokengate.gateway.dialect.umaaas;

import org.springframework.http.HttpStatusCode;

/** The codes of failures that clients of this dialect know (docs/dialects/umaaas.md, «Errors»). */
enum ErrorCode {
    INVALID_INPUT,
    INVALID_REQUEST_FORMAT,
    UNAUTHORIZED,
    FORBIDDEN,
    TOKEN_NOT_FOUND,
    INTERNAL_ERROR;

    /** The one that tells most of a status; every status has one, since some clients lose a failure without a code. */
    static ErrorCode of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> INVALID_INPUT;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> TOKEN_NOT_FOUND;
            default -> status.is5xxServerError() ? INTERNAL_ERROR : INVALID_REQUEST_FORMAT;
        };
    }
}
