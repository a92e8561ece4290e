package io.tokengate.gateway.protocol.extauthz;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.tokengate.gateway.support.RunningGateway;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks as an Envoy does, by the stub that was generated from its published files. */
public final class ExtAuthzClient implements AutoCloseable {
    private final ManagedChannel channel;

    public ExtAuthzClient(RunningGateway gateway) {
        this(gateway.bean(GrpcServer.class).port());
    }

    ExtAuthzClient(int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** About a request with these headers. */
    public CheckResponse check(Map<String, String> headers) {
        AttributeContext.Builder attributes = AttributeContext.newBuilder();
        attributes.getRequestBuilder().getHttpBuilder().putAllHeaders(headers);
        return check(attributes);
    }

    CheckResponse check(AttributeContext.Builder attributes) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .check(CheckRequest.newBuilder().setAttributes(attributes).build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
