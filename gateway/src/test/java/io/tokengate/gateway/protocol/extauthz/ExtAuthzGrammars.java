package io.tokengate.gateway.protocol.extauthz;

import com.google.protobuf.CodedInputStream;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.tokengate.gateway.fuzz.Grammar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** What the hand-written reader of Envoy's messages reads. */
public final class ExtAuthzGrammars {
    private ExtAuthzGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(new Grammar(
                "ext-authz-check", ExtAuthzGrammars::read, List.of(UncheckedIOException.class), List.of(valid())));
    }

    private static Object read(byte[] bytes) {
        try {
            CheckRequest request = CheckRequest.read(CodedInputStream.newInstance(bytes));
            return request.credential().toString() + request.scopes() + request.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] valid() {
        var http = AttributeContext.HttpRequest.newBuilder()
                .setMethod("GET")
                .setPath("/")
                .putHeaders("authorization", "Bearer a")
                .putHeaders("x-api-token", "b");
        return io.envoyproxy.envoy.service.auth.v3.CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setRequest(AttributeContext.Request.newBuilder().setHttp(http))
                        .putContextExtensions("scopes", "metrics.read logs.read"))
                .build()
                .toByteArray();
    }
}
