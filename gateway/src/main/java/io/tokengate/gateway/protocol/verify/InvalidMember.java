package io.tokengate.gateway.protocol.verify;

import org.springframework.http.HttpStatus;

/** A member of a request that does not fit. Without a stack trace: it is an outcome. */
final class InvalidMember extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String field;
    private final String detail;

    InvalidMember(HttpStatus status, String field, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.field = field;
        this.detail = detail;
    }

    InvalidMember(String field, String detail) {
        this(HttpStatus.BAD_REQUEST, field, detail);
    }

    HttpStatus status() {
        return status;
    }

    String field() {
        return field;
    }

    String detail() {
        return detail;
    }
}
