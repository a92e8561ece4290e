package io.tokengate.gateway.protocol.introspection;

import io.tokengate.domain.manage.TokenException;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.Challenge;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers in the forms of RFC 6749, section 5.2, and RFC 7662; none of them is to be stored (docs/protocols/oauth.md). */
final class OAuthAnswers {
    private static final Map<String, String> NO_STORE = Map.of(HttpHeaders.CACHE_CONTROL, "no-store");
    private static final String BASIC = "Basic realm=\"tokengate\", charset=\"UTF-8\"";

    /** What a revocation comes to, whether there was something to revoke or not (RFC 7009, section 2.2). */
    static final Answer REVOKED = json("{}".getBytes(StandardCharsets.US_ASCII));

    private static final String REQUIRED = "A valid native token is required";
    private static final Answer ANONYMOUS = unauthorized(BASIC + ", " + Challenge.BEARER);
    private static final Answer WRONG_BASIC = unauthorized(BASIC);
    private static final Answer WRONG_BEARER = unauthorized(Challenge.INVALID_TOKEN);

    private OAuthAnswers() {}

    static Answer json(byte[] body) {
        return new Answer(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, NO_STORE, body);
    }

    static Answer signed(byte[] jwt) {
        return new Answer(HttpStatus.OK, SignedAnswers.MEDIA_TYPE, NO_STORE, jwt);
    }

    /** No caller, or none that is any good, with the challenge of the scheme that it used. */
    static Answer unauthorized(@Nullable OAuthCredential presented) {
        if (presented == null) {
            return ANONYMOUS;
        }
        return presented.id() == null ? WRONG_BEARER : WRONG_BASIC;
    }

    /** A good caller that lacks a scope. */
    static Answer forbidden(String scope) {
        return error(
                HttpStatus.FORBIDDEN,
                OAuthError.INSUFFICIENT_SCOPE,
                "The token lacks the scope " + scope,
                Map.of(HttpHeaders.WWW_AUTHENTICATE, Challenge.insufficientScope(scope)));
    }

    static Answer missing(String parameter) {
        return error(
                HttpStatus.BAD_REQUEST,
                OAuthError.INVALID_REQUEST,
                "The parameter " + parameter + " is required",
                Map.of());
    }

    /**
     * The answer to a failure.
     *
     * @param request its name in the log, asked for if something is logged
     */
    static Answer of(Throwable failure, Supplier<RequestId> request) {
        if (failure instanceof TokenException refused) {
            return switch (refused) {
                case TokenException.CallerRejected e -> ANONYMOUS;
                case TokenException.UnknownOwner e -> ANONYMOUS;
            };
        }
        Failure told = Failures.of(failure, request);
        return error(
                told.status(),
                code(told.status()),
                told.message(),
                told.headers().toSingleValueMap());
    }

    private static OAuthError code(HttpStatusCode status) {
        if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            return OAuthError.TEMPORARILY_UNAVAILABLE;
        }
        return status.is5xxServerError() ? OAuthError.SERVER_ERROR : OAuthError.INVALID_REQUEST;
    }

    private static Answer unauthorized(String challenge) {
        return error(
                HttpStatus.UNAUTHORIZED,
                OAuthError.INVALID_CLIENT,
                REQUIRED,
                Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    private static Answer error(
            HttpStatusCode status, OAuthError error, String description, Map<String, String> headers) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.code());
        body.put("error_description", description);
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(NO_STORE);
        return new Answer(status, MediaType.APPLICATION_JSON_VALUE, all, Json.write(body));
    }
}
