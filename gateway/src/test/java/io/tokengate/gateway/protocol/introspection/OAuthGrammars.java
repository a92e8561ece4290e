package io.tokengate.gateway.protocol.introspection;

import io.tokengate.gateway.fuzz.Grammar;
import java.util.Objects;
import java.util.stream.Stream;

/** How callers of introspection say who they are. */
public final class OAuthGrammars {
    private OAuthGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofHeader(
                        "oauth-accept",
                        Accepted::isSigned,
                        "application/json;q=0.5, application/token-introspection+jwt",
                        "*/*;q=0.1, application/token-introspection+jwt;q=1.0"),
                Grammar.ofHeader(
                        "oauth-credential",
                        text -> Objects.requireNonNullElse(OAuthCredential.parse(text), ""),
                        "Basic YSUzQTpi",
                        "Bearer a"));
    }
}
