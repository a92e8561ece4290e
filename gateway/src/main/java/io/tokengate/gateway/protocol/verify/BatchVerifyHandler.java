package io.tokengate.gateway.protocol.verify;

import io.tokengate.domain.token.ApiToken;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.LeanHandler;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.BearerCallers;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code POST /v1/tokens:batchVerify}: up to a thousand verdicts in the order of the tokens. They are found and sent a
 * stretch at a time, the next when the client has room for it, so that neither many misses nor a slow client take more than a
 * stretch of anything. A batch of one stretch is answered whole.
 */
final class BatchVerifyHandler implements LeanHandler {
    static final String PATH = "/v1/tokens:batchVerify";

    /** So many misses fit one query. */
    static final int STRETCH = 250;

    /** A thousand of the longest tokens, and half as much again. */
    private static final int MAX_BODY = 1024 * 1024;

    private final BearerCallers callers;
    private final Verdicts verdicts;

    BatchVerifyHandler(BearerCallers callers, Verdicts verdicts) {
        this.callers = callers;
        this.verdicts = verdicts;
    }

    @Override
    public Mono<Answer> handle(LeanRequest request) {
        return callers.answered(
                request, caller -> request.json(MAX_BODY).flatMap(body -> verify(request, caller, body)));
    }

    private Mono<Answer> verify(LeanRequest request, ApiToken caller, byte[] body) {
        VerifyJson.BatchVerify wanted = Json.read(body, VerifyJson.BatchVerify.class);
        List<@Nullable String> tokens = VerifyInput.tokens(wanted.tokens());
        Verdicts.Terms terms =
                new Verdicts.Terms(caller, VerifyInput.requirement(wanted.scopes(), wanted.anyScopes()), null);
        Function<Integer, Mono<byte[]>> stretch = from -> Stretch.of(verdicts, terms, part(tokens, from, request::id));
        return tokens.size() <= STRETCH
                ? stretch.apply(0).map(VerifyAnswers::ok)
                : Mono.just(VerifyAnswers.streamed(Flux.range(0, (tokens.size() + STRETCH - 1) / STRETCH)
                        .concatMap(number -> stretch.apply(number * STRETCH), 0)));
    }

    private static Stretch.Part part(List<@Nullable String> tokens, int from, Supplier<RequestId> request) {
        int to = Math.min(from + STRETCH, tokens.size());
        return new Stretch.Part(tokens.subList(from, to), from == 0, to == tokens.size(), request);
    }
}
