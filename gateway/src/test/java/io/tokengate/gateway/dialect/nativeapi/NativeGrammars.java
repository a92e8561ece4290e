package io.tokengate.gateway.dialect.nativeapi;

import io.tokengate.domain.secret.SecretGenerator;
import io.tokengate.gateway.fuzz.FuzzKeys;
import io.tokengate.gateway.fuzz.Grammar;
import io.tokengate.gateway.http.Json;
import io.tokengate.gateway.http.RequestException;
import java.util.stream.Stream;

/** What this dialect reads of strangers. */
public final class NativeGrammars {
    private static final NativeTokenFormat FORMAT = new NativeTokenFormat(new SecretGenerator(), FuzzKeys.checksum());

    private NativeGrammars() {}

    public static Stream<Grammar> all() {
        return Stream.of(
                Grammar.ofText(
                        "native-token", FORMAT::check, FORMAT.mint().secret().reveal()),
                Grammar.ofBytes(
                                "native-user-json",
                                bytes -> Json.read(bytes, NativeJson.CreateUser.class),
                                "{\"username\":\"a\",\"email\":\"a@b\",\"password\":\"c\",\"roles\":[\"USER\"],\"active\":true}")
                        .refusingBy(RequestException.class));
    }
}
