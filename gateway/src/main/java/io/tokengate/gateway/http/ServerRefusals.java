package io.tokengate.gateway.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

/**
 * Gives a body to what the HTTP server refuses by itself, such as a bad {@code Content-Length}: in the form of the
 * dialect whose path it is, if the path is known. Without it such an answer is empty, and some dialects' clients fail on
 * that rather than on the status.
 */
public final class ServerRefusals {
    private final WebExceptionHandler answers;
    private final ServerCodecConfigurer codecs;

    /**
     * Answers by a handler.
     *
     * @param answers must not wait for anything: it is called on an event loop, and what is not there at once is not sent
     */
    public ServerRefusals(WebExceptionHandler answers, ServerCodecConfigurer codecs) {
        this.answers = answers;
        this.codecs = codecs;
    }

    /**
     * What every request of a route is answered in the same case, made once.
     *
     * @param failure one of which nothing is logged
     */
    public Answer always(LeanRoute route, Throwable failure) {
        HttpMethod method = route.method() == null ? HttpMethod.GET : route.method();
        OffStageResponse response = answered(failure, method.name(), route.path());
        return response.toAnswer();
    }

    /** What to answer instead of an empty refusal; empty if there is nothing better. */
    Optional<FullHttpResponse> instead(FullHttpResponse refusal, HttpRequest request) {
        HttpStatusCode status = HttpStatusCode.valueOf(refusal.status().code());
        OffStageResponse response =
                answered(new ResponseStatusException(status), request.method().name(), request.uri());
        return response.hasBody() ? Optional.of(response.toNetty(refusal.status())) : Optional.empty();
    }

    private OffStageResponse answered(Throwable failure, String method, String target) {
        OffStageResponse response = new OffStageResponse();
        DefaultServerWebExchange exchange = new DefaultServerWebExchange(
                new OffStageRequest(method, target),
                response,
                new DefaultWebSessionManager(),
                codecs,
                new AcceptHeaderLocaleContextResolver());
        answers.handle(exchange, failure).onErrorComplete().subscribe();
        return response;
    }
}
