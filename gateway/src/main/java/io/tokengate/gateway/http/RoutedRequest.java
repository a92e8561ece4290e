package io.tokengate.gateway.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** A request that came through the framework's stack to a router function. */
record RoutedRequest(ServerRequest request) implements LeanRequest {
    @Override
    public String path() {
        return request.requestPath().pathWithinApplication().value();
    }

    @Override
    public @Nullable String header(String name) {
        return request.headers().firstHeader(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().header(name);
    }

    @Override
    public @Nullable String queryParameter(String name) {
        return request.queryParams().getFirst(name);
    }

    @Override
    public Mono<byte[]> json(int limit) {
        return Body.json(request, limit);
    }

    @Override
    public Mono<byte[]> form(int limit) {
        return Body.form(request, limit);
    }

    @Override
    public @Nullable InetAddress peer() {
        InetSocketAddress peer = request.exchange().getRequest().getRemoteAddress();
        return peer == null ? null : peer.getAddress();
    }

    @Override
    public RequestId id() {
        return RequestId.of(request);
    }
}
