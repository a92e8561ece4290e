package io.tokengate.gateway.protocol.proxy;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.ProblemDetails;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.Challenge;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * What a proxy is answered: 200 with the token in headers, or a refusal that it may hand on as it is, with problem details
 * (RFC 9457) for a body (docs/protocols/forward-auth.md, «Answers»).
 */
public final class ProxyAnswers {
    private static final byte[] NOTHING = {};

    /** No credential. Encoded once, as are the next: floods of bad requests end in these. */
    static final Answer ABSENT = unauthorized("A token is required", Challenge.BEARER);

    /** Several credentials. No 400, which proxies take for a fault of ours. */
    static final Answer AMBIGUOUS = unauthorized("One token is required, in one header", Challenge.INVALID_REQUEST);

    /** One that is no good. Why is nobody's business here: the answer goes to whoever presented it. */
    static final Answer INVALID = unauthorized("The token is not valid", Challenge.INVALID_TOKEN);

    private static final String UNREADABLE = "The required scopes cannot be read: see docs/protocols/forward-auth.md";

    /** What is required is no scope, and whoever sent the request may have said so. Nothing passes. */
    public static final Answer UNREADABLE_SCOPES =
            refused(HttpStatus.FORBIDDEN, UNREADABLE, Challenge.INSUFFICIENT_SCOPE);

    /** The same where only the proxy can have said it: a fault that should be seen as one. */
    public static final Answer MISCONFIGURED = problem(HttpStatus.BAD_REQUEST, UNREADABLE, HttpHeaders.EMPTY);

    private ProxyAnswers() {}

    static Answer pass(ApiToken token) {
        Map<String, String> headers = new HashMap<>();
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.put("X-Token-Id", HeaderText.of(token.publicId()));
        headers.put("X-Token-Dialect", token.dialect().value());
        headers.put("X-Token-Owner", HeaderText.of(token.owner().username()));
        headers.put("X-Token-Tenant", token.tenant().publicId().toString());
        headers.put(
                "X-Token-Scopes",
                token.scopes().names().stream().map(HeaderText::of).collect(Collectors.joining(" ")));
        return new Answer(HttpStatus.OK, MediaType.TEXT_PLAIN_VALUE, headers, NOTHING);
    }

    static Answer lacking(Scopes required) {
        return refused(
                HttpStatus.FORBIDDEN,
                "The token lacks a scope",
                Challenge.insufficientScope(String.join(" ", required.names())));
    }

    /**
     * The answer to a failure.
     *
     * @param request its name in the log, asked for if something is logged
     */
    public static Answer of(Throwable failure, Supplier<RequestId> request) {
        return ProblemDetails.finished(Failures.of(failure, request), Map.of());
    }

    private static Answer unauthorized(String detail, String challenge) {
        return refused(HttpStatus.UNAUTHORIZED, detail, challenge);
    }

    private static Answer refused(HttpStatus status, String detail, String challenge) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return problem(status, detail, headers);
    }

    private static Answer problem(HttpStatus status, String detail, HttpHeaders headers) {
        return ProblemDetails.finished(new Failure(status, detail, headers), Map.of());
    }
}
