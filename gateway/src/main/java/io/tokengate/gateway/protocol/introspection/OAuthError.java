package io.tokengate.gateway.protocol.introspection;

/** The values of {@code error} (RFC 6749, sections 4.1.2.1 and 5.2; RFC 6750, section 3.1). */
enum OAuthError {
    INVALID_REQUEST("invalid_request"),
    INVALID_CLIENT("invalid_client"),
    INSUFFICIENT_SCOPE("insufficient_scope"),
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable"),
    SERVER_ERROR("server_error");

    private final String code;

    OAuthError(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
