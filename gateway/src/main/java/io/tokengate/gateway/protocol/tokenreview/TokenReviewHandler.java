package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.domain.store.UsageRecorder;
import io.tokengate.domain.token.ApiToken;
import io.tokengate.domain.token.TokenSecret;
import io.tokengate.domain.verify.Rejection;
import io.tokengate.domain.verify.TokenVerifier;
import io.tokengate.domain.verify.Verification;
import io.tokengate.domain.verify.Verification.Rejected;
import io.tokengate.domain.verify.Verification.Verified;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.RequestException;
import io.tokengate.gateway.http.RequestException.Kind;
import io.tokengate.gateway.protocol.BearerCallers;
import io.tokengate.gateway.protocol.Visibility;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Request;
import io.tokengate.gateway.protocol.tokenreview.TokenReviewJson.Verdict;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * {@code POST /apis/authentication.k8s.io/{version}/tokenreviews}. A good token counts as used; from where is not known
 * here. What cannot be known is a failure, never {@code authenticated: false}, which API servers remember.
 */
final class TokenReviewHandler {
    private static final int MAX_BODY = 64 * 1024;

    private final BearerCallers callers;
    private final TokenVerifier verifier;
    private final Visibility visibility;
    private final UsageRecorder usage;
    private final Clock clock;
    private final Audiences audiences;
    private final ReviewedUser users;

    TokenReviewHandler(
            BearerCallers callers,
            TokenVerifier verifier,
            Visibility visibility,
            UsageRecorder usage,
            Clock clock,
            Audiences audiences,
            ReviewedUser users) {
        this.callers = callers;
        this.verifier = verifier;
        this.visibility = visibility;
        this.usage = usage;
        this.clock = clock;
        this.audiences = audiences;
        this.users = users;
    }

    /** Reviews at the path of one version. */
    LeanHandler at(Version path) {
        return request ->
                callers.answered(request, caller -> request.json(MAX_BODY).flatMap(body -> review(caller, path, body)));
    }

    private Mono<Answer> review(ApiToken caller, Version path, byte[] body) {
        Request wanted = Json.read(body, Request.class);
        Version version = Version.of(wanted.apiVersion(), path);
        if (wanted.kind() != null && !wanted.kind().equals("TokenReview")) {
            throw new RequestException(Kind.MALFORMED, "kind must be TokenReview");
        }
        if (wanted.spec() == null
                || wanted.spec().token() == null
                || wanted.spec().token().isEmpty()) {
            throw new RequestException(Kind.MALFORMED, "spec.token is required");
        }
        List<String> good = audiences.of(wanted.spec().audiences());
        return verifier.verify(TokenSecret.of(wanted.spec().token()))
                .map(verdict -> verdict(visibility.seenBy(caller, verdict), good))
                .map(verdict -> TokenReviewAnswers.review(version, verdict));
    }

    private Verdict verdict(Verification verification, @Nullable List<String> good) {
        return switch (verification) {
            case Verified verified
            when good != null && good.isEmpty() -> Verdict.no("the token is for none of these audiences");
            case Verified(ApiToken token) -> {
                usage.record(token.id(), clock.instant(), null);
                yield new Verdict(true, users.of(token), good, null);
            }
            case Rejected(var reason, var token) -> Verdict.no(why(reason));
        };
    }

    private static String why(Rejection reason) {
        return switch (reason) {
            case MALFORMED -> "the token is malformed";
            case FORGED -> "the token is forged";
            case UNKNOWN -> "the token is unknown";
            case REVOKED -> "the token is revoked";
            case EXPIRED -> "the token has expired";
            case DISABLED -> "the token is disabled";
            case OWNER_INACTIVE -> "the token's owner is inactive";
            case TENANT_INACTIVE -> "the token's tenant is inactive";
        };
    }
}
