package io.tokengate.gateway.tracing;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gives calls of a gRPC service a span, named as OpenTelemetry's conventions for RPC have it; an Envoy sends its trace in the
 * call's metadata.
 */
public final class TracedCalls implements ServerInterceptor {
    private static final Context.Key<Span> SPAN = Context.key("span");

    private final Propagator propagator;

    public TracedCalls(Propagator propagator) {
        this.propagator = propagator;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> handler) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Span span = propagator
                .extract(metadata, TracedCalls::text)
                .kind(Span.Kind.SERVER)
                .name(method)
                .tag("rpc.system.name", "grpc")
                .tag("rpc.method", method)
                .start();
        ServerCall.Listener<Q> listener = Contexts.interceptCall(
                Context.current().withValue(SPAN, span), new SpannedCall<>(call, span), metadata, handler);
        return new SpannedListener<>(listener, span);
    }

    /** Of the call whose thread this is; null where calls are not traced. */
    public static @Nullable Span span() {
        return SPAN.get();
    }

    /** The answer to a call, asked for where {@link ScopedVerifier} finds the call's span. */
    public static <T> Mono<T> within(Span span, Mono<T> answer) {
        return span.isNoop() ? answer : answer.contextWrite(context -> context.put(Span.class, span));
    }

    private static @Nullable String text(Metadata metadata, String name) {
        return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static void end(Span span, Status.Code code) {
        span.tag("rpc.response.status_code", code.name());
        span.end();
    }

    private static final class SpannedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Span span;

        SpannedCall(ServerCall<Q, A> call, Span span) {
            super(call);
            this.span = span;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            end(span, status.getCode());
            super.close(status, trailers);
        }
    }

    /** A call that its client gave up is never closed; what is ended already stays as it is. */
    private static final class SpannedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Span span;

        SpannedListener(ServerCall.Listener<Q> listener, Span span) {
            super(listener);
            this.span = span;
        }

        @Override
        public void onCancel() {
            end(span, Status.Code.CANCELLED);
            super.onCancel();
        }
    }
}
