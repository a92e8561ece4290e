package io.tokengate.gateway.protocol.tokenreview;

import io.tokengate.gateway.dialect.Face;
import io.tokengate.gateway.dialect.Routes;
import io.tokengate.gateway.http.RequestId;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reviews at the paths that Kubernetes has for them (docs/protocols/token-review.md). */
record TokenReviewFace(TokenReviewHandler handler) implements Face {
    static final String BASE = "/apis/" + Version.GROUP;

    @Override
    public String base() {
        return BASE;
    }

    @Override
    public Routes routes() {
        return Routes.below(BASE)
                .lean(HttpMethod.POST, path(Version.V1), handler.at(Version.V1))
                .lean(HttpMethod.POST, path(Version.V1BETA1), handler.at(Version.V1BETA1));
    }

    @Override
    public Mono<ServerResponse> answer(Throwable failure, ServerRequest request) {
        return TokenReviewAnswers.of(failure, () -> RequestId.of(request)).toServerResponse();
    }

    private static String path(Version version) {
        return "/" + version.text() + "/tokenreviews";
    }
}
