package io.tokengate.gateway.protocol.extauthz;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tokengate.gateway.support.RunningGateway;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks as an Envoy does, by the stub that was generated from its published files. */
public final class ExtAuthzClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManagedChannel channel;

    public ExtAuthzClient(RunningGateway gateway) {
        this(gateway.bean(GrpcServer.class).port());
    }

    ExtAuthzClient(int port, ClientInterceptor... interceptors) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .intercept(interceptors)
                .usePlaintext()
                .build();
    }

    /** For calls of other services. */
    public ManagedChannel channel() {
        return channel;
    }

    /** One all of whose calls belong to a trace, as an Envoy says it. */
    public static ExtAuthzClient within(RunningGateway gateway, String traceparent) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
        metadata.put(Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER), "a=tracestate-of-a-stranger");
        return new ExtAuthzClient(
                gateway.bean(GrpcServer.class).port(), MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** About a request with these headers. */
    public CheckResponse check(Map<String, String> headers) {
        return check(headers, PATIENCE);
    }

    /** As {@link #check(Map)}, and gives up after so long. */
    public CheckResponse check(Map<String, String> headers, Duration patience) {
        AttributeContext.Builder attributes = AttributeContext.newBuilder();
        attributes.getRequestBuilder().getHttpBuilder().putAllHeaders(headers);
        return check(attributes, patience);
    }

    CheckResponse check(AttributeContext.Builder attributes) {
        return check(attributes, PATIENCE);
    }

    private CheckResponse check(AttributeContext.Builder attributes, Duration patience) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                .check(CheckRequest.newBuilder().setAttributes(attributes).build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
