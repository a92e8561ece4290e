package io.tokengate.gateway.protocol.verify;

import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.util.List;
import java.util.stream.Stream;

/** What native verification reads. */
public final class VerifyGrammars {
    private VerifyGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofBytes(
                                "verify-json",
                                VerifyGrammars::read,
                                "{\"token\":\"a\",\"scopes\":[\"b\"],\"anyScopes\":[\"c\"],\"address\":\"198.51.100.1\"}")
                        .refusingBy(InvalidMember.class)
                        .refusingBy(RequestException.class),
                Grammar.ofBytes(
                                "verify-batch-json",
                                VerifyGrammars::readBatch,
                                "{\"tokens\":[\"a\",\"b\"],\"scopes\":[\"c\"]}",
                                "{\"tokens\":[null],\"anyScopes\":[]}")
                        .refusingBy(InvalidMember.class)
                        .refusingBy(RequestException.class));
    }

    private static Object readBatch(byte[] body) {
        VerifyJson.BatchVerify request = Json.read(body, VerifyJson.BatchVerify.class);
        return List.of(
                VerifyInput.tokens(request.tokens()), VerifyInput.requirement(request.scopes(), request.anyScopes()));
    }

    private static Object read(byte[] body) {
        VerifyJson.Verify request = Json.read(body, VerifyJson.Verify.class);
        return VerifyInput.token(request.token())
                + VerifyInput.requirement(request.scopes(), request.anyScopes())
                + VerifyInput.address(request.address());
    }
}
