package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.util.stream.Stream;

/** What an API server asks. */
public final class TokenReviewGrammars {
    private TokenReviewGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(Grammar.ofBytes(
                        "token-review-json",
                        TokenReviewGrammars::read,
                        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenReview\",\"spec\":{\"token\":\"a\",\"audiences\":[\"b\"]}}")
                .refusingBy(RequestException.class));
    }

    private static Object read(byte[] body) {
        TokenReviewJson.Request request = Json.read(body, TokenReviewJson.Request.class);
        return Version.of(request.apiVersion(), Version.V1);
    }
}
