package io.tokengate.gateway.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A request straight from the server, which came without a query or to a route that looks at none. */
record DirectRequest(HttpServerRequest request) implements LeanRequest {
    @Override
    public String path() {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public @Nullable String header(String name) {
        return request.requestHeaders().get(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.requestHeaders().getAll(name);
    }

    @Override
    public @Nullable String queryParameter(String name) {
        return null;
    }

    @Override
    public Mono<byte[]> json(int limit) {
        return Body.isJson(header(HttpHeaders.CONTENT_TYPE))
                ? DirectBody.read(request, limit, Body.TIMEOUT)
                : Mono.error(Body::notJson);
    }

    @Override
    public Mono<byte[]> form(int limit) {
        return Body.isForm(header(HttpHeaders.CONTENT_TYPE))
                ? DirectBody.read(request, limit, Body.TIMEOUT)
                : Mono.error(Body::notForm);
    }

    @Override
    public @Nullable InetAddress peer() {
        InetSocketAddress peer = request.remoteAddress();
        return peer == null ? null : peer.getAddress();
    }

    /** Told from the framework's ids, which count otherwise, by its beginning; once it has ended it has no number any more. */
    @Override
    public RequestId id() {
        return RequestId.of(header(RequestId.HEADER), () -> "lean-" + request.requestId());
    }
}
