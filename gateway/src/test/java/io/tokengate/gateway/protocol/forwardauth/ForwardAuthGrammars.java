package io.tokengate.gateway.protocol.forwardauth;

import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.LeanRequest;
import io.tokengate.gateway.http.LenientUri;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a proxy's configuration, and whoever writes behind it, puts into the path. */
public final class ForwardAuthGrammars {
    private ForwardAuthGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(Grammar.ofHeader(
                "forward-auth-path", ForwardAuthGrammars::read, "/scopes=a.read,b%20c/x", "/scopes=%zz", ""));
    }

    /** As it comes to the handler: repaired, and below the base. */
    private static Object read(String text) {
        URI target = URI.create(LenientUri.repair(ForwardAuthFace.BASE + text));
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, target));
        LeanRequest request = LeanRequest.of(ServerRequest.create(exchange, List.of()));
        return RequiredScopes.of(request, ForwardAuthFace.BASE);
    }
}
