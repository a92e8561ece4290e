package io.tokengate.gateway.http;

import java.util.List;
import java.util.function.BiFunction;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers what went wrong outside every handler, so that no client ever sees the framework's own error body: some
 * dialects' clients cannot read it.
 */
public final class LastResort implements WebExceptionHandler {
    private final BiFunction<Throwable, ServerRequest, Mono<ServerResponse>> answers;
    private final ServerCodecConfigurer codecs;

    /**
     * Answers by a function.
     *
     * @param answers the answer for a failure, in the form that the request's path calls for
     */
    public LastResort(
            BiFunction<Throwable, ServerRequest, Mono<ServerResponse>> answers, ServerCodecConfigurer codecs) {
        this.answers = answers;
        this.codecs = codecs;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (Hangups.isOne(failure)) {
            return end(failure, exchange);
        }
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(Failures.cutShort(failure, RequestId.of(exchange)));
        }
        ServerRequest request = ServerRequest.create(exchange, codecs.getReaders());
        return answers.apply(failure, request)
                .flatMap(answer -> answer.writeTo(exchange, new Writers(codecs)))
                .onErrorResume(Hangups::isOne, late -> end(late, exchange));
    }

    private static Mono<Void> end(Throwable hangup, ServerWebExchange exchange) {
        Failures.hungUp(hangup, RequestId.of(exchange));
        return Mono.empty();
    }

    private record Writers(ServerCodecConfigurer codecs) implements ServerResponse.Context {
        @Override
        public List<HttpMessageWriter<?>> messageWriters() {
            return codecs.getWriters();
        }

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
