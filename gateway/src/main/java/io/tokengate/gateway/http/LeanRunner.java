package io.tokengate.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tokengate.gateway.resilience.InFlight;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Runs lean routes on the server itself, in front of the framework's stack: no filters, observation, codecs or copies of
 * headers. It takes plain requests only and leaves all others to the router function that has the same route, so
 * whatever is odd is answered there (docs/adr/0018-lean-path.md).
 */
public final class LeanRunner implements NettyRouteProvider {
    private final Supplier<List<LeanRoute>> routes;
    private final InFlight bound;
    private final Function<LeanRoute, Answer> overload;

    /**
     * Runs routes.
     *
     * @param routes asked for when the server starts
     * @param bound how many of them may be under way, until their answers are sent
     * @param overload what a route answers beyond that, also asked for when the server starts
     */
    public LeanRunner(Supplier<List<LeanRoute>> routes, InFlight bound, Function<LeanRoute, Answer> overload) {
        this.routes = routes;
        this.bound = bound;
        this.overload = overload;
    }

    @Override
    public HttpServerRoutes apply(HttpServerRoutes server) {
        for (LeanRoute route : routes.get()) {
            Answer refusal = overload.apply(route);
            server.route(
                    plain(route),
                    (request, response) ->
                            bound.during(() -> run(route.handler(), request, response), () -> send(refusal, response)));
        }
        return server;
    }

    /** The route's path and method, and a host that the framework would read. */
    private static Predicate<HttpServerRequest> plain(LeanRoute route) {
        HttpMethod method = route.method() == null
                ? null
                : HttpMethod.valueOf(route.method().name());
        return request -> route.takes(request.uri())
                && (method == null || request.method().equals(method))
                && isPlainHost(request);
    }

    /** In brackets it would have to be an IPv6 address, which the framework checks. */
    private static boolean isPlainHost(HttpServerRequest request) {
        String host = request.requestHeaders().get(HttpHeaderNames.HOST);
        return host == null || !host.startsWith("[");
    }

    private static Mono<Void> run(LeanHandler handler, HttpServerRequest request, HttpServerResponse response) {
        return handler.handle(new DirectRequest(request)).flatMap(answer -> send(answer, response));
    }

    private static Mono<Void> send(Answer answer, HttpServerResponse response) {
        HttpHeaders headers = response.status(answer.status()).responseHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(headers::set);
        Flux<byte[]> parts = answer.parts();
        return parts == null
                ? response.sendObject(Unpooled.wrappedBuffer(answer.body())).then()
                : stream(parts, response);
    }

    /** The next part is made when the one before is written: sent as one flux, the server would ask for many in advance. */
    private static Mono<Void> stream(Flux<byte[]> parts, HttpServerResponse response) {
        Mono<Void> body = parts.concatMap(
                        part -> response.sendObject(new DefaultHttpContent(Unpooled.wrappedBuffer(part)))
                                .then(),
                        0)
                .then();
        return response.chunkedTransfer(true).sendHeaders().then(body).then();
    }
}
