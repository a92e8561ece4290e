package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.util.stream.Stream;

/** What native verification reads. */
public final class VerifyGrammars {
    private VerifyGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(Grammar.ofBytes(
                        "verify-json",
                        VerifyGrammars::read,
                        "{\"token\":\"a\",\"scopes\":[\"b\"],\"anyScopes\":[\"c\"],\"address\":\"198.51.100.1\"}")
                .refusingBy(InvalidMember.class)
                .refusingBy(RequestException.class));
    }

    private static Object read(byte[] body) {
        VerifyJson.Verify request = Json.read(body, VerifyJson.Verify.class);
        return VerifyInput.token(request.token())
                + VerifyInput.requirement(request.scopes(), request.anyScopes())
                + VerifyInput.address(request.address());
    }
}
