package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.domain.verify.CallerScopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Failures;
import io.tokengate.gateway.http.Failures.Failure;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.BearerCallers.Refusals;
import io.tokengate.gateway.protocol.Challenge;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Answered;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Details;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Status;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Reviews, and failures as Kubernetes has them: a {@code Status} (docs/protocols/token-review.md, «Errors»). */
final class TokenReviewAnswers {
    private static final Map<String, String> NO_STORE = Map.of(HttpHeaders.CACHE_CONTROL, "no-store");
    private static final String REQUIRED = "A valid native token is required";

    static final Refusals REFUSALS = new Refusals(
            failure(HttpStatus.UNAUTHORIZED, REQUIRED, challenge(Challenge.BEARER)),
            failure(HttpStatus.UNAUTHORIZED, REQUIRED, challenge(Challenge.INVALID_TOKEN)),
            failure(
                    HttpStatus.FORBIDDEN,
                    "The token lacks the scope " + CallerScopes.REVIEW,
                    challenge(Challenge.insufficientScope(CallerScopes.REVIEW))),
            TokenReviewAnswers::of);

    private TokenReviewAnswers() {}

    static Answer review(Version version, Verdict verdict) {
        return new Answer(
                HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, NO_STORE, Json.write(new Answered(version, verdict)));
    }

    /**
     * The answer to a failure.
     *
     * @param request its name in the log, asked for if something is logged
     */
    static Answer of(Throwable failure, Supplier<RequestId> request) {
        Failure told = Failures.of(failure, request);
        return failure(told.status(), told.message(), told.headers().toSingleValueMap());
    }

    private static Answer failure(HttpStatusCode code, String message, Map<String, String> headers) {
        Status status =
                new Status("Status", "v1", Map.of(), "Failure", message, reason(code), details(headers), code.value());
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(NO_STORE);
        return new Answer(code, MediaType.APPLICATION_JSON_VALUE, all, Json.write(status));
    }

    private static @Nullable Details details(Map<String, String> headers) {
        String seconds = headers.get(HttpHeaders.RETRY_AFTER);
        return seconds == null ? null : new Details(Integer.parseInt(seconds));
    }

    /** As {@code k8s.io/apimachinery} names them. */
    private static String reason(HttpStatusCode code) {
        return switch (code.value()) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 408 -> "Timeout";
            case 413 -> "RequestEntityTooLarge";
            case 415 -> "UnsupportedMediaType";
            case 503 -> "ServiceUnavailable";
            default -> "InternalError";
        };
    }

    private static Map<String, String> challenge(String value) {
        return Map.of(HttpHeaders.WWW_AUTHENTICATE, value);
    }
}
