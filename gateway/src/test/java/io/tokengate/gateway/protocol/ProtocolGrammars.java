package io.tokengate.gateway.protocol;

import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.protocol.proxy.PresentedCredential;
import io.tokengate.gateway.protocol.proxy.ScopeList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the protocols read of headers. */
public final class ProtocolGrammars {
    private ProtocolGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofHeader(
                        "protocol-credential",
                        text -> PresentedCredential.of(List.of(text), List.of()),
                        "Bearer a",
                        "Api-Token b",
                        "Basic YTpi"),
                Grammar.ofHeader(
                        "protocol-scopes",
                        text -> Objects.requireNonNullElse(ScopeList.of(List.of(text)), ""),
                        "a.read,b.write c"));
    }
}
