package io.tokengate.gateway.tracing;

import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.RequestId;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A request whose name has its trace. */
record TracedRequest(LeanRequest request, String trace) implements LeanRequest {
    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public @Nullable String queryParameter(String name) {
        return request.queryParameter(name);
    }

    @Override
    public Mono<byte[]> json(int limit) {
        return request.json(limit);
    }

    @Override
    public Mono<byte[]> form(int limit) {
        return request.form(limit);
    }

    @Override
    public @Nullable InetAddress peer() {
        return request.peer();
    }

    @Override
    public RequestId id() {
        return request.id().within(trace);
    }
}
