package io.tokengate.gateway.protocol.extauthz;

import com.google.protobuf.CodedInputStream;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.tracing.Span;
import io.tokengate.domain.token.Scopes;
import io.tokengate.gateway.http.Answer;
import io.tokengate.gateway.http.RequestId;
import io.tokengate.gateway.protocol.proxy.Passage;
import io.tokengate.gateway.protocol.proxy.ProxyAnswers;
import io.tokengate.gateway.protocol.proxy.ScopeList;
import io.tokengate.gateway.resilience.InFlight;
import io.tokengate.gateway.resilience.OverloadException;
import io.tokengate.gateway.security.ClientAddress;
import io.tokengate.gateway.tracing.TracedCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** {@code envoy.service.auth.v3.Authorization}: one call for each request before an Envoy. */
final class Authorization implements BindableService {
    static final String NAME = "envoy.service.auth.v3.Authorization";

    private static final MethodDescriptor<CheckRequest, Answer> CHECK =
            MethodDescriptor.<CheckRequest, Answer>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "Check"))
                    .setRequestMarshaller(new Requests())
                    .setResponseMarshaller(new Responses())
                    .build();

    /** Calls have no names of their own. */
    private static final RequestId CALL = new RequestId(NAME, null);

    private final Passage passage;
    private final InFlight bound;

    Authorization(Passage passage, InFlight bound) {
        this.passage = passage;
        this.bound = bound;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(NAME)
                .addMethod(CHECK, ServerCalls.asyncUnaryCall(this::check))
                .build();
    }

    private void check(CheckRequest request, StreamObserver<Answer> observer) {
        if (request == CheckRequest.UNREADABLE) {
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription("Not a CheckRequest")
                    .asRuntimeException());
            return;
        }
        ServerCallStreamObserver<Answer> call = (ServerCallStreamObserver<Answer>) observer;
        // Set before anything can answer: the library wants it so.
        Disposable.Swap judging = Disposables.swap();
        call.setOnCancelHandler(judging::dispose);
        judging.update(answered(request)
                .subscribe(
                        answer -> {
                            call.onNext(answer);
                            call.onCompleted();
                        },
                        call::onError));
    }

    private Mono<Answer> answered(CheckRequest request) {
        Span span = TracedCalls.span();
        if (span == null) {
            return Passage.answered(() -> bounded(request), () -> CALL);
        }
        RequestId name = CALL.within(span.context().traceId());
        return TracedCalls.within(span, Passage.answered(() -> bounded(request), () -> name));
    }

    private Mono<Answer> bounded(CheckRequest request) {
        return bound.during(() -> judged(request), () -> Mono.error(OverloadException::new));
    }

    private Mono<Answer> judged(CheckRequest request) {
        Scopes required = ScopeList.of(request.scopes());
        return required == null
                ? Mono.just(ProxyAnswers.UNREADABLE_SCOPES)
                : passage.judge(request.credential(), required, () -> address(request));
    }

    private static @Nullable InetAddress address(CheckRequest request) {
        String address = request.address();
        return address == null ? null : ClientAddress.literal(address);
    }

    private static final class Requests implements Marshaller<CheckRequest> {
        @Override
        public InputStream stream(CheckRequest value) {
            throw new UnsupportedOperationException("a server sends none");
        }

        @Override
        public CheckRequest parse(InputStream stream) {
            try {
                return CheckRequest.read(CodedInputStream.newInstance(stream));
            } catch (IOException e) {
                // Thrown here it would be logged as a fault of ours, as often as anyone likes.
                return CheckRequest.UNREADABLE;
            }
        }
    }

    private static final class Responses implements Marshaller<Answer> {
        @Override
        public InputStream stream(Answer value) {
            return new ByteArrayInputStream(CheckResponse.of(value));
        }

        @Override
        public Answer parse(InputStream stream) {
            throw new UnsupportedOperationException("a server reads none");
        }
    }
}
